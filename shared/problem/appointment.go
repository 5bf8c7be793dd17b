package problem

// Problems of appointments, persons, resources of the job calendar.
const (
	TooLong           Code = "too-long"
	NotKey            Code = "not-a-key"
	NotSingleLine     Code = "not-a-single-line"
	UnknownZone       Code = "unknown-time-zone"
	NoZone            Code = "no-time-zone"
	NotTime           Code = "not-a-time"
	MixedTimes        Code = "mixed-times"
	NoSuchTime        Code = "no-such-time"
	AmbiguousTime     Code = "ambiguous-time"
	EndBeforeStart    Code = "end-before-start"
	ZeroDuration      Code = "zero-duration"
	UnknownPerson     Code = "unknown-person"
	UnknownResource   Code = "unknown-resource"
	NotMail           Code = "not-a-mail"
	NotLink           Code = "not-a-link"
	MailTaken         Code = "mail-taken"
	ShortNameTaken    Code = "short-name-taken"
	TooManyGuests     Code = "too-many-guests"
	ListedTwice       Code = "listed-twice"
	NamedDifferently  Code = "named-differently"
	ChangedMeanwhile  Code = "changed-meanwhile"
	RepeatedOperation Code = "repeated-operation"
	NotOneOperation   Code = "not-one-operation"
	ControlCharacter  Code = "control-character"
	ZoneOfDays        Code = "time-zone-of-days"
	NoMail            Code = "no-mail"
)

var appointmentSentences = map[Code]Text{
	TooLong: {"Der Text hat %[1]s Zeichen, möglich sind %[2]s.",
		"The text has %[1]s characters, %[2]s are possible."},
	NotKey: {"%[1]s ist keine ID. IDs bestehen aus 1 bis 128 Zeichen: Buchstaben ohne Umlaute, Ziffern, " +
		"Punkt, Strich, Unterstrich. Vorn steht ein Buchstabe oder eine Ziffer.",
		"%[1]s is no ID. IDs have 1 to 128 characters: letters without accents, digits, dot, hyphen, underscore. The " +
			"first one is a letter or a digit."},
	NotSingleLine: {"Der Text muss in einer Zeile stehen.", "The text must be a single line."},
	UnknownZone: {"Die Zeitzone %[1]s gibt es nicht. Zeitzonen heißen wie \"Europe/Berlin\".",
		"There is no time zone %[1]s. Time zones are called like \"Europe/Berlin\"."},
	NoZone: {"Zu Uhrzeiten gehört eine Zeitzone: \"time_zone\": \"Europe/Berlin\".",
		"Times of day need a time zone: \"time_zone\": \"Europe/Berlin\"."},
	NotTime: {"%[1]s ist weder eine Zeit wie \"2027-05-15T09:00\" noch ein Tag wie \"2027-05-15\".",
		"%[1]s is neither a time like \"2027-05-15T09:00\" nor a day like \"2027-05-15\"."},
	MixedTimes: {"Beginn und Ende müssen beide Tage oder beide Uhrzeiten sein.",
		"Start and end must both be days or both be times."},
	NoSuchTime: {"Diese Uhrzeit gibt es nicht: In %[2]s wird die Uhr vorgestellt, von %[1]s.",
		"There is no such time: in %[2]s the clocks go forward, from %[1]s."},
	AmbiguousTime: {"Diese Uhrzeit gibt es zweimal: In %[1]s wird die Uhr zurückgestellt. Bitte mit dem Abstand zu " +
		"UTC schreiben: \"%[2]s\" ist das erste Mal, \"%[3]s\" das zweite.",
		"This time is there twice: in %[1]s the clocks go back. Please write it with the offset from UTC: \"%[2]s\" is " +
			"the first time, \"%[3]s\" the second."},
	EndBeforeStart: {"Das Ende liegt vor dem Beginn.", "The end is before the start."},
	ZeroDuration: {"Beginn und Ende sind gleich. Bei ganztägigen Terminen ist das Ende der Tag danach.",
		"Start and end are equal. The end of an all-day appointment is the day after."},
	UnknownPerson:   {"Eine Person mit der ID %[1]s gibt es nicht.", "There is no person with the ID %[1]s."},
	UnknownResource: {"Eine Ressource mit der ID %[1]s gibt es nicht.", "There is no resource with the ID %[1]s."},
	NotMail:         {"%[1]s ist keine Mail-Adresse.", "%[1]s is no mail address."},
	NotLink: {"%[1]s ist kein Link. Links beginnen mit https:// oder http://.",
		"%[1]s is no link. Links begin with https:// or http://."},
	MailTaken:      {"Die Mail-Adresse hat schon %[1]s.", "%[1]s has this mail address already."},
	ShortNameTaken: {"Das Kürzel hat schon %[1]s.", "%[1]s has this short name already."},
	TooManyGuests: {"Der Termin hat %[1]s Personen und Ressourcen, möglich sind %[2]s. Bitte eine Gruppenadresse " +
		"einladen oder den Termin teilen.", "The appointment has %[1]s persons and resources, %[2]s are possible. Please " +
		"invite the address of a group or split the appointment."},
	ListedTwice: {"%[1]s steht hier mehrmals.", "%[1]s is listed more than once."},
	NamedDifferently: {"Die ID ist hier %[1]s, in der Adresse aber %[2]s.",
		"The ID is %[1]s here, but %[2]s in the address."},
	ChangedMeanwhile: {"Das hat inzwischen jemand geändert. Bitte neu laden und noch einmal ändern.",
		"Somebody changed this in the meantime. Please load it again, then repeat your change."},
	RepeatedOperation: {"%[1]s kommt in diesem Stapel mehrmals vor.", "%[1]s is in this batch more than once."},
	NotOneOperation: {"Hier muss genau eines stehen: put, delete, put_person, delete_person, put_resource oder " +
		"delete_resource.", "Exactly one of these has to be here: put, delete, put_person, delete_person, put_resource or " +
		"delete_resource."},
	ControlCharacter: {"Der Text enthält ein unsichtbares Steuerzeichen (%[1]s). Bitte löschen.",
		"The text contains an invisible control character (%[1]s). Please delete it."},
	ZoneOfDays: {"Ganztägige Termine gelten überall, sie haben keine Zeitzone. Bitte \"time_zone\" weglassen oder " +
		"Uhrzeiten angeben.", "All-day appointments are the same everywhere, they have no time zone. Please leave out " +
		"\"time_zone\", or give times of day."},
	NoMail: {"Eingeladen werden kann nur, wer eine Mail-Adresse hat. Bitte eine angeben oder \"sync\": false.",
		"Only somebody with a mail address can be invited. Please give one, or \"sync\": false."},
}

// Problems of session plans, warnings about them.
const (
	OutsidePart    Code = "outside-part"
	SessionOverlap Code = "session-overlap"
	DaysOfSession  Code = "days-of-session"
	SessionTwice   Code = "session-twice"
	RoomTwice      Code = "room-twice"
	PersonTwice    Code = "person-twice"
)

var sessionSentences = map[Code]Text{
	OutsidePart: {"Der Termin liegt außerhalb des Veranstaltungsteils „%[1]s“ (%[2]s bis %[3]s).",
		"The session is outside of the part “%[1]s” (%[2]s to %[3]s)."},
	SessionOverlap: {"Termin %[3]s (ab %[4]s) überschneidet sich mit Termin %[1]s (ab %[2]s) derselben Schiene.",
		"Session %[3]s (from %[4]s) overlaps session %[1]s (from %[2]s) of the same track."},
	DaysOfSession: {"Kurstermine brauchen Uhrzeiten, keine ganzen Tage: \"start\" und \"end\" wie " +
		"\"2027-05-15T09:00\", dazu \"time_zone\": \"Europe/Berlin\".",
		"Sessions need times of day, not whole days: \"start\" and \"end\" like \"2027-05-15T09:00\", with \"time_zone\": " +
			"\"Europe/Berlin\"."},
	SessionTwice: {"Die ID %[1]s hat in dieser Schiene schon ein anderer Termin.",
		"Another session of this track has the ID %[1]s."},
	RoomTwice: {"%[1]s ist doppelt belegt, erstmals am %[4]s: %[2]s und %[3]s.",
		"%[1]s is taken twice, first on %[4]s: %[2]s and %[3]s."},
	PersonTwice: {"%[1]s müsste an zwei Orten zugleich sein, erstmals am %[4]s: %[2]s und %[3]s.",
		"%[1]s would have to be in two places at once, first on %[4]s: %[2]s and %[3]s."},
}
