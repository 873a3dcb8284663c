//! Who is asking: portal assertions and sessions become a Principal
