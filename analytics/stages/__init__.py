"""The pipeline's stages: each loads what it needs, computes, saves, and reports, once and in that order."""
