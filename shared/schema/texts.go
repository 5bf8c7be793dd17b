package schema

import "kursbuch.internal/shared/scalar"

// texts explain the keys of an import, by their path without IDs; "" is the import itself.
var texts = map[string]explanation{
	"": {
		title: text{"Partieller Import", "partial import"},
		description: text{"Geprüft wird die Datei nach dem Hochladen; dann zeigt sich auch, was sie ändern würde.",
			"The file is checked after the upload; then one also sees what it would change."},
	},
	"EVENT_SCHEMA_VERSION": {
		title: text{"Version des Formats", "version of the format"},
		description: text{"[17, 0] bis [17, 2]. 16, 18 und 19 gehen auch, solange die Datei nichts enthält, was es in " +
			"17.2 nicht gibt.",
			"[17, 0] to [17, 2]. 16, 18 and 19 are fine, too, as long as the file holds nothing that 17.2 does not have."},
	},
	"kind": {
		title:       text{"Art der Datei", "kind of the file"},
		description: text{"Immer \"partial\".", "Always \"partial\"."},
	},
	"id": {
		title: text{"Veranstaltung", "event"},
		description: text{"ID der Veranstaltung, in die importiert wird.",
			"ID of the event into which the file is imported."},
	},
	"timestamp": {
		title: text{"Stand der Daten", "date of the data"},
		description: text{"Zeitpunkt des Exports, aus dem die Datei entstanden ist: \"2026-05-22T18:30:00+02:00\".",
			"Time of the export from which the file was made: \"2026-05-22T18:30:00+02:00\"."},
	},
	"summary": {
		title: text{"Zusammenfassung", "summary"},
		description: text{"Was der Import tut, für das Log der Veranstaltung.",
			"What the import does, for the log of the event."},
	},

	"lodgement_groups": {
		title:       text{"Unterkunftsgruppen", "lodgement groups"},
		description: byID,
	},
	"lodgement_groups/title": {
		title:       text{"Titel", "title"},
		description: text{"Name der Unterkunftsgruppe.", "Name of the lodgement group."},
	},

	"lodgements": {
		title:       text{"Unterkünfte", "lodgements"},
		description: byID,
	},
	"lodgements/title": {
		title:       text{"Titel", "title"},
		description: text{"Name der Unterkunft.", "Name of the lodgement."},
	},
	"lodgements/regular_capacity": {
		title:       text{"Betten", "regular capacity"},
		description: text{"Anzahl der Plätze ohne die auf Isomatten.", "Number of places without those on camping mats."},
	},
	"lodgements/camping_mat_capacity": {
		title:       text{"Isomatten", "camping mat capacity"},
		description: text{"Anzahl der Plätze auf Isomatten.", "Number of places on camping mats."},
	},
	"lodgements/notes": {
		title:       text{"Anmerkungen", "notes"},
		description: text{"Anmerkungen zur Unterkunft; null: keine.", "Notes on the lodgement; null: none."},
	},
	"lodgements/group_id": {
		title:       text{"Unterkunftsgruppe", "lodgement group"},
		description: text{"ID der Gruppe, zu der die Unterkunft gehört.", "ID of the group to which the lodgement belongs."},
	},
	"lodgements/fields": customFields,

	"courses": {
		title:       text{"Kurse", "courses"},
		description: byID,
	},
	"courses/nr": {
		title: text{"Nummer", "number"},
		description: text{"Kursnummer, ein beliebiger Text: \"α\", \"12b\".",
			"Number of the course, any text: \"α\", \"12b\"."},
	},
	"courses/title": {
		title:       text{"Titel", "title"},
		description: text{"Voller Titel des Kurses.", "Full title of the course."},
	},
	"courses/shortname": {
		title:       text{"Kurztitel", "short name"},
		description: text{"Name des Kurses in Listen und auf Schildern.", "Name of the course in lists and on badges."},
	},
	"courses/description": {
		title:       text{"Beschreibung", "description"},
		description: text{"Ankündigung des Kurses; null: keine.", "Announcement of the course; null: none."},
	},
	"courses/instructors": {
		title: text{"Kursleitung", "instructors"},
		description: text{"Namen der Leitung, wie sie in der Kursliste stehen; null: keine.",
			"Names of the instructors as in the list of courses; null: none."},
	},
	"courses/min_size": {
		title: text{"Minimalgröße", "minimum size"},
		description: text{"Kleinste Zahl von Teilnehmern ohne Leitung; null: keine Grenze.",
			"Least number of participants without instructors; null: no limit."},
	},
	"courses/max_size": {
		title: text{"Maximalgröße", "maximum size"},
		description: text{"Größte Zahl von Teilnehmern ohne Leitung; null: keine Grenze.",
			"Most participants without instructors; null: no limit."},
	},
	"courses/is_visible": {
		title:       text{"Sichtbar", "visible"},
		description: text{"Ob der Kurs in der Kursliste steht.", "Whether the list of courses shows the course."},
	},
	"courses/notes": {
		title: text{"Anmerkungen", "notes"},
		description: text{"Anmerkungen der Orgas zum Kurs; null: keine.",
			"Notes of the organisers on the course; null: none."},
	},
	"courses/segments": {
		title: text{"Kursschienen", "segments"},
		description: text{"Ob der Kurs in einer Schiene angeboten wird; nicht genannte Schienen bleiben, wie sie sind.",
			"Whether the course is offered in a track; tracks that are not named stay as they are."},
		values: []meaning{
			{scalar.True, text{"findet statt", "takes place"}, text{"In dieser Schiene angeboten.", "Offered in this track."}},
			{scalar.False, text{"fällt aus", "cancelled"}, text{"In dieser Schiene angeboten, aber abgesagt.",
				"Offered in this track, but called off."}},
			{scalar.Null, text{"nicht angeboten", "not offered"}, text{"In dieser Schiene kann ihn niemand wählen.",
				"Nobody can choose it in this track."}},
		},
	},
	"courses/fields": customFields,

	"registrations": {
		title:       text{"Anmeldungen", "registrations"},
		description: byID,
	},
	"registrations/persona_id": {
		title: text{"Person", "person"},
		description: text{"ID der Person (CdEDB-ID ohne Prüfziffer), die angemeldet wird.",
			"ID of the person (CdEDB-ID without check digit) who is registered."},
	},
	"registrations/parts": {
		title: text{"Veranstaltungsteile", "parts"},
		description: text{"Nach ID des Teils. Eine neue Anmeldung nennt alle.",
			"By ID of the part. A new registration names all of them."},
	},
	"registrations/parts/status": {
		title:       text{"Status", "status"},
		description: text{"Stand der Anmeldung für diesen Teil.", "Where the registration stands for this part."},
		values:      statuses,
	},
	"registrations/parts/lodgement_id": {
		title:       text{"Unterkunft", "lodgement"},
		description: text{"ID der Unterkunft in diesem Teil; null: keine.", "ID of the lodgement in this part; null: none."},
	},
	"registrations/parts/is_camping_mat": {
		title: text{"Auf Isomatte", "on a camping mat"},
		description: text{"Ob die Person in der Unterkunft auf einer Isomatte schläft.",
			"Whether the person sleeps on a camping mat in the lodgement."},
	},
	"registrations/tracks": {
		title: text{"Kursschienen", "tracks"},
		description: text{"Nach ID der Schiene. Eine neue Anmeldung nennt alle.",
			"By ID of the track. A new registration names all of them."},
	},
	"registrations/tracks/course_id": {
		title: text{"Kurs", "course"},
		description: text{"ID des Kurses, dem die Person zugeteilt ist; null: keiner.",
			"ID of the course to which the person is assigned; null: none."},
	},
	"registrations/tracks/course_instructor": {
		title: text{"Leitet Kurs", "instructs course"},
		description: text{"ID des Kurses, den die Person leitet; null: keiner.",
			"ID of the course that the person instructs; null: none."},
	},
	"registrations/tracks/choices": {
		title: text{"Kurswahlen", "choices"},
		description: text{"IDs der gewählten Kurse, der liebste zuerst. Die Liste ersetzt die vorhandene.",
			"IDs of the chosen courses, the dearest first. The list replaces the present one."},
	},
	"registrations/mixed_lodging": {
		title: text{"Gemischte Unterbringung", "mixed lodging"},
		description: text{"Ob die Person mit anderen Geschlechtern untergebracht werden will.",
			"Whether the person agrees to share a lodgement with other genders."},
	},
	"registrations/list_consent": {
		title: text{"Auf der Teilnehmerliste", "on the participant list"},
		description: text{"Ob die Person auf der Teilnehmerliste stehen will.",
			"Whether the person agrees to be on the list of participants."},
	},
	"registrations/parental_agreement": {
		title:       text{"Elterneinwilligung", "parental agreement"},
		description: text{"Ob die Einwilligung der Eltern vorliegt.", "Whether the agreement of the parents is there."},
	},
	"registrations/checkin": {
		title: text{"Eingecheckt", "checked in"},
		description: text{"Wann die Person angekommen ist: \"2026-05-22T18:30:00+02:00\"; null: noch nicht.",
			"When the person arrived: \"2026-05-22T18:30:00+02:00\"; null: not yet."},
	},
	"registrations/notes": {
		title: text{"Anmerkungen", "notes"},
		description: text{"Was die Person den Orgas mitteilt; null: nichts.",
			"What the person tells the organisers; null: nothing."},
	},
	"registrations/orga_notes": {
		title: text{"Anmerkungen der Orgas", "orga notes"},
		description: text{"Anmerkungen der Orgas zur Anmeldung; null: keine.",
			"Notes of the organisers on the registration; null: none."},
	},
	"registrations/fields": customFields,
	"registrations/personalized_fees": {
		title: text{"Individuelle Beiträge", "personalised fees"},
		description: text{"Nach ID des Beitrags, in Euro: \"-12.50\"; null nimmt den Beitrag weg.",
			"By ID of the fee, in euros: \"-12.50\"; null takes the fee away."},
	},
}
