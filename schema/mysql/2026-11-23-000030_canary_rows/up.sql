-- Accents, a ligature, a letter outside the basic plane: what a client library gets wrong first.
REPLACE INTO canary (id, words) VALUES (1, 'Hélène Lefèvre, œuvre n° 42'), (2, '𝔘niversité');
