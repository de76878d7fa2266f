"""The formats of a table: one small module each, all of them read from the declarations in :mod:`summitdata.schema`."""
