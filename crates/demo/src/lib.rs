//! A believable institution, made from nothing, the same every time.
