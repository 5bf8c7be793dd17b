package sample

import "embed"

// Import is a file as an Orga of the [PfingstAkademie] uploads it.
type Import struct {
	Name    string // of the file
	About   string // what it does, for German readers
	Content []byte
}

// Imports are sample files for the [PfingstAkademie]. All but the fifth are acceptable, in any order.
func Imports() []Import {
	all := []Import{
		{Name: "01-zimmerverteilung.json", About: "Legt eine Unterkunft an, verteilt die Übrigen und lässt andere umziehen."},
		{Name: "02-kurszuteilung.json", About: "Teilt Leute in den Schnupperkursen zu oder um."},
		{Name: "03-kurs-ersetzt.json", About: "Ersetzt einen Kurs durch einen neuen; wer im alten war, wechselt."},
		{Name: "04-checkin.json", About: "Checkt fünf Leute ein und trägt nach, was dabei auffiel."},
		{Name: "05-mit-fehlern.json", About: "Enthält Fehler aller Art; kann nicht übernommen werden."},
		{Name: "06-haus-geschlossen.json",
			About: "Löscht eine Gruppe von Unterkünften; für einen Bewohner fehlt der Ersatz."},
		{Name: "07-raumtausch.json", About: "Zwei Kurse tauschen die Räume; die Kalender der Kursleiter folgen."},
		{Name: "08-kursleitung.json", About: "Ein Kurs zieht um und bekommt einen anderen Leiter; beider Kalender folgen."},
	}
	for i := range all {
		content, err := files.ReadFile("imports/" + all[i].Name)
		if err != nil {
			panic(err) // unreachable: the files are a part of the program
		}
		all[i].Content = content
	}
	return all
}

//go:embed imports/*.json
var files embed.FS
