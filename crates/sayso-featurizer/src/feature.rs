//! Feature rows (in the making).
