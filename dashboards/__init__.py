"""The pages of a release: mart row, view, template, string, file, in this order and no other."""
