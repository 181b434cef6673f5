const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const lines = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

/** Names of customers; none is a real person's. */
export const firstNames = words(`
  Amelia Arthur Aisha Beth Callum Carys Chidi Clara Dafydd Deepa Dominic Edith Eleni Ewan Farah Felix Fiona Gareth Grace Hamish
  Hannah Ibrahim Imogen Isla Jasper Joanna Kwame Laura Leo Lucia Magnus Margaret Mei Mohammed Morag Nadia Neil Niamh Oliver Orla
  Patrick Pooja Ravi Rhian Rosa Ruth Samir Shanice Simon Sofia Stella Tariq Tessa Theo Una Vikram Wendy Winston Yasmin Zoë`);

export const lastNames = words(`
  Abbott Ahmed Alder Baptiste Barrow Bell Birch Blackwood Bright Byrne Carver Chaudhry Clegg Cole Dawes Devlin Eastwood Ellery
  Fairley Farrow Fenn Gill Glover Gowan Hargreaves Hobbs Iqbal Jessop Kaur Keane Lamb Larkin Lim Lockwood MacRae Marsh Mensah
  Merritt Moran Nash Nowak Oakes Okonkwo Palmer Patel Penrose Pike Quinn Rahman Redfern Rowe Sayer Shaw Singh Stroud Tanner Thorne
  Upton Vance Vaughan Walsh Weatherby Whitlock Wren Yeo Young-Carmichael`);

export const germanNames = lines(`
  Jürgen Weißenböck
  Annegret Möller
  Familie Schäfer
  Dr. Katharina Hohenfels
  Uwe Brüggemann
  Silke Petersen
  Matthias Löwe
  Birgit Ostermann
  Karl-Heinz Dörfler
  Ute Jansen
  Friederike von der Heyde
  Sven Körner`);

export const companies = lines(`
  The Blue Kettle
  Seven Dials Salon
  Marina Lettings
  Harbour Row Studios
  Brightwater Rowing Club
  Foundry Brewing
  Lanes Bookshop
  Norfolk Square Surgery
  Beacon Nursery
  Pier Street Bakery
  Adelaide House Management
  Coastline Architects
  Kemp & Daughters
  Wild Thyme Kitchen
  The Print Room
  Duke’s Mound Hostel
  Meridian Physio
  Saltmarsh Montessori and Forest School Association`);

export const referrers = lines(`
  J. Moss
  Mrs Penrose
  Kemp & Daughters
  the estate agent
  her neighbour
  Ray Okafor
  Coastline Architects`);
