//! Files as people have them: read, checked line by line, applied whole or not at all.
