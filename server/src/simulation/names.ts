export const givenNames = [
  'Ana', 'Ben', 'Chidi', 'Dana', 'Elif', 'Farid', 'Greta', 'Hiro', 'Ines', 'Jonas', 'Keiko', 'Lena', 'Mateo', 'Nadia',
  'Owen', 'Priya', 'Quinn', 'Rosa', 'Samir', 'Tara', 'Umar', 'Vera', 'Wanda', 'Ximena', 'Yusuf', 'Zofia', 'Aksel',
  'Bianca', 'Cyrus', 'Delia', 'Emeka', 'Fiona', 'Goran', 'Hana', 'Ivo', 'Jana', 'Kofi', 'Lucia', 'Milan', 'Noor',
] as const;

export const familyNames = [
  'Ruiz', 'Osei', 'Ellis', 'Sato', 'Haddad', 'Mbeki', 'Novak', 'Lindqvist', 'Okafor', 'Moreau', 'Tanaka', 'Petrov',
  'Silva', 'Brandt', 'Kaya', 'Nguyen', 'Rossi', 'Larsen', 'Costa', 'Farkas', 'Ibrahim', 'Jansen', 'Kowalski', 'Lopez',
  'Marin', 'Nair', 'Olsen', 'Park', 'Qureshi', 'Reyes', 'Sandhu', 'Torres', 'Ueda', 'Varga', 'Weber', 'Yilmaz', 'Zhou',
  'Adeyemi', 'Bakker', 'Carvalho', 'Duarte', 'Eriksen', 'Fontaine', 'Gruber', 'Horvat', 'Iversen', 'Jovanovic',
] as const;

export const companyNames = [
  'Harbour', 'Kestrel', 'Alder', 'Meridian', 'Copper', 'Fjord', 'Granite', 'Juniper', 'Lantern', 'Monsoon', 'Orchard',
  'Pinnacle', 'Quarry', 'Ridge', 'Saffron', 'Tundra', 'Upland', 'Vantage', 'Willow', 'Zephyr',
] as const;

export const companyKinds = ['Logistics', 'Foods', 'Systems', 'Textiles', 'Energy', 'Medical', 'Paper', 'Tools', 'Media'] as const;

export const directiveTitles = [
  'Update the price list with every open offer',
  'Call each dormant account once',
  'Enter the competitor seen in lost deals',
  'Confirm the contact of each key account',
  'Hand in the territory plan',
  'Offer the service contract to renewals',
] as const;
