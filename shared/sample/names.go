package sample

var givenNames = []struct {
	name   string
	gender gender
}{
	{"Mathilda", woman}, {"Jonas", man}, {"Frieda", woman}, {"Anton", man}, {"Kim", other}, {"Greta", woman},
	{"Emil", man},
	{"Ronja", woman}, {"Ole", man}, {"Helene", woman}, {"Tarek", man}, {"Ida", woman}, {"Bruno", man}, {"Yasmin", woman},
	{"Henri", man}, {"Juno", other}, {"Lotte", woman}, {"Veit", man}, {"Selma", woman}, {"Karl", man}, {"Aylin", woman},
	{"Piet", man}, {"Nora", woman}, {"Levi", man}, {"Tilda", woman}, {"Milan", man}, {"Robin", other}, {"Clara", woman},
	{"Hannes", man}, {"Edda", woman}, {"Oskar", man}, {"Jette", woman}, {"Said", man}, {"Marlene", woman}, {"Theo", man},
	{"Linh", woman}, {"Florin", man}, {"Sascha", other}, {"Wanda", woman}, {"Bela", man}, {"Antje", woman}, {"Mika", man},
	{"Rosa", woman}, {"Jasper", man},
}

var familyNames = []string{
	"Zaunkönig", "Haselnuss", "Regenpfeifer", "Löwenzahn", "Mondschein", "Kieselbach", "Distelfink", "Sonnentau",
	"Apfelbaum", "Windrad", "Nachtigall", "Heidekraut", "Pusteblum", "Eichhorn", "Wolkenmaler", "Schlehdorn",
	"Grashüpfer", "Kornblum", "Rabenfeder", "Lindwurm", "Waldmeister", "Sternhagel", "Feldlerche", "Himmelblau",
	"Mirabell", "Fichtengrund", "Siebenpunkt", "Klatschmohn", "Nebelhorn", "Wacholder", "Schneckenhaus", "Birkenrind",
	"Quellstein", "Zeisig", "Hollerbusch", "Tannenzapf", "Morgentau", "Erlenbruch", "Dachsbau", "Ringelblum",
	"Bachstelz", "Federkiel", "Vogelbeer", "Sandkorn", "Moosbacher", "Igelstein", "Krähenfuß", "Blaubeer",
	"Schachtelhalm", "Rosskastan", "Findling", "Glockenblum", "Spitzwegerich", "Mühlenrad", "Weidenkatz", "Kirschkern",
	"Nussknacker", "Abendrot", "Steinpilz",
}

var streets = []string{
	"Am Fenn", "Kreidegasse", "Lindenzeile", "Schwalbenstieg", "Hinter dem Wehr", "Kieselweg", "An der Kelter",
	"Holundergang", "Alte Seilerei", "Im Krähenwinkel",
}

var places = []string{
	"Beispielhausen", "Nirgendorf", "Erfindungen am See", "Neu Musterhagen", "Irgendwo ob der Elz", "Papierstadt",
	"Klein Gedankow", "Fabelheim",
}
