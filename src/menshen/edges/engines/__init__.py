"""Face engines: the only part of Menshen that looks at faces, and only with a permit."""
