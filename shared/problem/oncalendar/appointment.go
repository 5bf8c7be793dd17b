// Package oncalendar is what Kursbuch has to say about the job calendar, about its mirror in Google: the codes of
// findings, their sentences, the actions that help.
package oncalendar

import "kursbuch.internal/shared/problem"

func init() {
	problem.Register(appointmentSentences)
	problem.Register(sessionSentences)
	problem.Register(syncSentences)
	problem.RegisterActions(actions)
}

// Problems of appointments, persons, resources of the job calendar.
const (
	TooLong           problem.Code = "too-long"
	NotKey            problem.Code = "not-a-key"
	NotSingleLine     problem.Code = "not-a-single-line"
	UnknownZone       problem.Code = "unknown-time-zone"
	NoZone            problem.Code = "no-time-zone"
	NotTime           problem.Code = "not-a-time"
	MixedTimes        problem.Code = "mixed-times"
	NoSuchTime        problem.Code = "no-such-time"
	AmbiguousTime     problem.Code = "ambiguous-time"
	EndBeforeStart    problem.Code = "end-before-start"
	ZeroDuration      problem.Code = "zero-duration"
	UnknownPerson     problem.Code = "unknown-person"
	UnknownResource   problem.Code = "unknown-resource"
	NotLink           problem.Code = "not-a-link"
	MailTaken         problem.Code = "mail-taken"
	ShortNameTaken    problem.Code = "short-name-taken"
	TooManyGuests     problem.Code = "too-many-guests"
	ListedTwice       problem.Code = "listed-twice"
	NamedDifferently  problem.Code = "named-differently"
	ChangedMeanwhile  problem.Code = "changed-meanwhile"
	RepeatedOperation problem.Code = "repeated-operation"
	NotOneOperation   problem.Code = "not-one-operation"
	ControlCharacter  problem.Code = "control-character"
	ZoneOfDays        problem.Code = "time-zone-of-days"
	NoMail            problem.Code = "no-mail"
	TurnsText         problem.Code = "turns-text"
	NoRecurrence      problem.Code = "no-recurrence"
)

var appointmentSentences = map[problem.Code]problem.Text{
	TooLong: {
		De: "Der Text hat %[1]s Zeichen, möglich sind %[2]s.",
		En: "The text has %[1]s characters, %[2]s are possible.",
	},
	NotKey: {
		De: "%[1]s ist keine ID. IDs bestehen aus 1 bis 128 Zeichen: Buchstaben ohne Umlaute, Ziffern, Punkt, Strich, " +
			"Unterstrich. Vorn steht ein Buchstabe oder eine Ziffer.",
		En: "%[1]s is no ID. IDs have 1 to 128 characters: letters without accents, digits, dot, hyphen, underscore. The " +
			"first one is a letter or a digit.",
	},
	NotSingleLine: {De: "Der Text muss in einer Zeile stehen.", En: "The text must be a single line."},
	UnknownZone: {
		De: "Die Zeitzone %[1]s gibt es nicht. Zeitzonen heißen wie \"Europe/Berlin\".",
		En: "There is no time zone %[1]s. Time zones are called like \"Europe/Berlin\".",
	},
	NoZone: {
		De: "Zu Uhrzeiten gehört eine Zeitzone: \"time_zone\": \"Europe/Berlin\".",
		En: "Times of day need a time zone: \"time_zone\": \"Europe/Berlin\".",
	},
	NotTime: {
		De: "%[1]s ist weder eine Zeit wie \"2027-05-15T09:00\" noch ein Tag wie \"2027-05-15\".",
		En: "%[1]s is neither a time like \"2027-05-15T09:00\" nor a day like \"2027-05-15\".",
	},
	MixedTimes: {
		De: "Beginn und Ende müssen beide Tage oder beide Uhrzeiten sein.",
		En: "Start and end must both be days or both be times.",
	},
	NoSuchTime: {
		De: "Diese Uhrzeit gibt es nicht: In %[2]s wird die Uhr vorgestellt, von %[1]s.",
		En: "There is no such time: in %[2]s the clocks go forward, from %[1]s.",
	},
	AmbiguousTime: {
		De: "Diese Uhrzeit gibt es zweimal: In %[1]s wird die Uhr zurückgestellt. Bitte mit dem Abstand zu UTC " +
			"schreiben: \"%[2]s\" ist das erste Mal, \"%[3]s\" das zweite.",
		En: "This time is there twice: in %[1]s the clocks go back. Please write it with the offset from UTC: \"%[2]s\" " +
			"is the first time, \"%[3]s\" the second.",
	},
	EndBeforeStart: {De: "Das Ende liegt vor dem Beginn.", En: "The end is before the start."},
	ZeroDuration: {
		De: "Beginn und Ende sind gleich. Bei ganztägigen Terminen ist das Ende der Tag danach.",
		En: "Start and end are equal. The end of an all-day appointment is the day after.",
	},
	UnknownPerson: {
		De: "Eine Person mit der ID %[1]s gibt es nicht.",
		En: "There is no person with the ID %[1]s.",
	},
	UnknownResource: {
		De: "Eine Ressource mit der ID %[1]s gibt es nicht.",
		En: "There is no resource with the ID %[1]s.",
	},
	NotLink: {
		De: "%[1]s ist kein Link. Links beginnen mit https:// oder http://.",
		En: "%[1]s is no link. Links begin with https:// or http://.",
	},
	MailTaken:      {De: "Die Mail-Adresse hat schon %[1]s.", En: "%[1]s has this mail address already."},
	ShortNameTaken: {De: "Das Kürzel hat schon %[1]s.", En: "%[1]s has this short name already."},
	TooManyGuests: {
		De: "Der Termin hat %[1]s Personen und Ressourcen, möglich sind %[2]s. Bitte eine Gruppenadresse einladen oder " +
			"den Termin teilen.",
		En: "The appointment has %[1]s persons and resources, %[2]s are possible. Please invite the address of a group " +
			"or split the appointment.",
	},
	ListedTwice: {De: "%[1]s steht hier mehrmals.", En: "%[1]s is listed more than once."},
	NamedDifferently: {
		De: "Die ID ist hier %[1]s, in der Adresse aber %[2]s.",
		En: "The ID is %[1]s here, but %[2]s in the address.",
	},
	ChangedMeanwhile: {
		De: "Das hat inzwischen jemand geändert. Bitte neu laden und noch einmal ändern.",
		En: "Somebody changed this in the meantime. Please load it again, then repeat your change.",
	},
	RepeatedOperation: {
		De: "%[1]s kommt in diesem Stapel mehrmals vor.",
		En: "%[1]s is in this batch more than once.",
	},
	NotOneOperation: {
		De: "Hier muss genau eines stehen: put, delete, put_person, delete_person, put_resource oder delete_resource.",
		En: "Exactly one of these has to be here: put, delete, put_person, delete_person, put_resource or " +
			"delete_resource.",
	},
	ControlCharacter: {
		De: "Der Text enthält ein unsichtbares Steuerzeichen (%[1]s). Bitte löschen.",
		En: "The text contains an invisible control character (%[1]s). Please delete it.",
	},
	TurnsText: {
		De: "Der Text enthält ein unsichtbares Zeichen, das die Schreibrichtung umkehrt (%[1]s); er läse sich anders, als " +
			"er ist. Bitte löschen, zum Beispiel den Text neu tippen.",
		En: "The text contains an invisible character that turns its direction (%[1]s); it would read as something else. " +
			"Please delete it, for example by typing the text again.",
	},
	NoRecurrence: {
		De: "Serien gibt es hier nicht. Bitte \"recurrence\" weglassen und für jedes Mal einen eigenen Termin anlegen; ein " +
			"Stapel legt bis zu 1.000 auf einmal an.",
		En: "There are no series here. Please leave out \"recurrence\", and make an appointment of its own for each time; " +
			"a batch makes up to 1,000 at once.",
	},
	ZoneOfDays: {
		De: "Ganztägige Termine gelten überall, sie haben keine Zeitzone. Bitte \"time_zone\" weglassen oder Uhrzeiten " +
			"angeben.",
		En: "All-day appointments are the same everywhere, they have no time zone. Please leave out \"time_zone\", or " +
			"give times of day.",
	},
	NoMail: {
		De: "Eingeladen werden kann nur, wer eine Mail-Adresse hat. Bitte eine angeben oder \"sync\": false.",
		En: "Only somebody with a mail address can be invited. Please give one, or \"sync\": false.",
	},
}

// Problems of session plans, warnings about them.
const (
	OutsidePart    problem.Code = "outside-part"
	SessionOverlap problem.Code = "session-overlap"
	DaysOfSession  problem.Code = "days-of-session"
	SessionTwice   problem.Code = "session-twice"
	RoomTwice      problem.Code = "room-twice"
	PersonTwice    problem.Code = "person-twice"
)

var sessionSentences = map[problem.Code]problem.Text{
	OutsidePart: {
		De: "Der Termin liegt außerhalb des Veranstaltungsteils „%[1]s“ (%[2]s bis %[3]s).",
		En: "The session is outside of the part “%[1]s” (%[2]s to %[3]s).",
	},
	SessionOverlap: {
		De: "Termin %[3]s (ab %[4]s) überschneidet sich mit Termin %[1]s (ab %[2]s) derselben Schiene.",
		En: "Session %[3]s (from %[4]s) overlaps session %[1]s (from %[2]s) of the same track.",
	},
	DaysOfSession: {
		De: "Kurstermine brauchen Uhrzeiten, keine ganzen Tage: \"start\" und \"end\" wie \"2027-05-15T09:00\", dazu " +
			"\"time_zone\": \"Europe/Berlin\".",
		En: "Sessions need times of day, not whole days: \"start\" and \"end\" like \"2027-05-15T09:00\", with " +
			"\"time_zone\": \"Europe/Berlin\".",
	},
	SessionTwice: {
		De: "Die ID %[1]s hat in dieser Schiene schon ein anderer Termin.",
		En: "Another session of this track has the ID %[1]s.",
	},
	RoomTwice: {
		De: "%[1]s ist doppelt belegt, erstmals am %[4]s: %[2]s und %[3]s.",
		En: "%[1]s is taken twice, first on %[4]s: %[2]s and %[3]s.",
	},
	PersonTwice: {
		De: "%[1]s müsste an zwei Orten zugleich sein, erstmals am %[4]s: %[2]s und %[3]s.",
		En: "%[1]s would have to be in two places at once, first on %[4]s: %[2]s and %[3]s.",
	},
	// with the number, if it is of one room or person only the first of many
	RoomTwice + "/5": {
		De: "%[1]s ist %[5]s-mal doppelt belegt, erstmals am %[4]s: %[2]s und %[3]s.",
		En: "%[1]s is taken twice %[5]s times, first on %[4]s: %[2]s and %[3]s.",
	},
	PersonTwice + "/5": {
		De: "%[1]s müsste %[5]s-mal an zwei Orten zugleich sein, erstmals am %[4]s: %[2]s und %[3]s.",
		En: "%[1]s would have to be in two places at once %[5]s times, first on %[4]s: %[2]s and %[3]s.",
	},
}
