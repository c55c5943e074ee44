"""The log: what was recorded cannot be changed unseen, and no proof shows a face.

Pure: bytes in, bytes and values out; who keeps them is the business of `menshen.edges`.
"""
