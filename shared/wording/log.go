package wording

import (
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
)

// logged says what the lines of an event's log tell.
var logged = map[event.LogCode]text{
	event.LogGroupCreated:        {"Unterkunftsgruppe angelegt", "Lodgement group created"},
	event.LogGroupChanged:        {"Unterkunftsgruppe geändert", "Lodgement group changed"},
	event.LogGroupDeleted:        {"Unterkunftsgruppe gelöscht", "Lodgement group deleted"},
	event.LogLodgementCreated:    {"Unterkunft angelegt", "Lodgement created"},
	event.LogLodgementChanged:    {"Unterkunft geändert", "Lodgement changed"},
	event.LogLodgementDeleted:    {"Unterkunft gelöscht", "Lodgement deleted"},
	event.LogCourseCreated:       {"Kurs angelegt", "Course created"},
	event.LogCourseChanged:       {"Kurs geändert", "Course changed"},
	event.LogCourseSegments:      {"Kursschienen geändert", "Tracks of a course changed"},
	event.LogCourseActivity:      {"Kurs abgesagt oder wieder angesetzt", "Course called off or on again"},
	event.LogCourseDeleted:       {"Kurs gelöscht", "Course deleted"},
	event.LogRegistrationCreated: {"Anmeldung angelegt", "Registration created"},
	event.LogRegistrationChanged: {"Anmeldung geändert", "Registration changed"},
	event.LogRegistrationDeleted: {"Anmeldung gelöscht", "Registration deleted"},
	event.LogStatusChanged:       {"Status geändert", "Status changed"},
	event.LogFeeSet:              {"Individueller Beitrag gesetzt", "Personalised fee set"},
	event.LogFeeRemoved:          {"Individueller Beitrag entfernt", "Personalised fee removed"},
	event.LogPartialImport:       {"Import geschrieben", "Import written"},
	event.LogPartCreated:         {"Veranstaltungsteil hinzugefügt", "Part added"},
	event.LogPartChanged:         {"Veranstaltungsteil geändert", "Part changed"},
	event.LogPartDeleted:         {"Veranstaltungsteil entfernt", "Part removed"},
	event.LogTrackCreated:        {"Kursschiene hinzugefügt", "Track added"},
	event.LogTrackChanged:        {"Kursschiene geändert", "Track changed"},
	event.LogTrackDeleted:        {"Kursschiene entfernt", "Track removed"},
	event.LogFieldCreated:        {"Datenfeld hinzugefügt", "Field added"},
	event.LogFieldChanged:        {"Datenfeld geändert", "Field changed"},
	event.LogFieldDeleted:        {"Datenfeld entfernt", "Field removed"},
	event.LogFeeCreated:          {"Teilnahmebeitrag hinzugefügt", "Fee added"},
	event.LogFeeChanged:          {"Teilnahmebeitrag geändert", "Fee changed"},
	event.LogFeeDeleted:          {"Teilnahmebeitrag entfernt", "Fee removed"},
	event.LogEventChanged:        {"Veranstaltung geändert", "Event changed"},
	event.LogDefinitionChanged:   {"Stammdaten geändert", "Definition changed"},
}

// Logged says what a line of an event's log tells.
func Logged(code event.LogCode, lang problem.Language) string {
	words, ok := logged[code]
	if !ok { // of a later version
		return string(code)
	}
	return speaker(lang).say(words)
}
