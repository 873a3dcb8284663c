//! People, components and enrolments from the institution's systems, behind one trait
