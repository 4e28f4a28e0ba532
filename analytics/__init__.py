"""koe's analysis: files in, published tables out. Imports neither prefect nor the pages."""
