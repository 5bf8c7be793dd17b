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
)

var appointmentSentences = map[Code]sentence{
	TooLong:           {"Der Text hat %[1]s Zeichen, möglich sind %[2]s.", "The text has %[1]s characters, %[2]s are possible."},
	NotKey:            {"%[1]s ist keine ID. IDs bestehen aus 1 bis 128 Zeichen: Buchstaben ohne Umlaute, Ziffern, Punkt, Strich, Unterstrich.", "%[1]s is no ID. IDs have 1 to 128 characters: letters without accents, digits, dot, hyphen, underscore."},
	NotSingleLine:     {"Der Text muss in einer Zeile stehen.", "The text must be a single line."},
	UnknownZone:       {"Die Zeitzone %[1]s gibt es nicht. Zeitzonen heißen wie \"Europe/Berlin\".", "There is no time zone %[1]s. Time zones are called like \"Europe/Berlin\"."},
	NoZone:            {"Zu Uhrzeiten gehört eine Zeitzone: \"time_zone\": \"Europe/Berlin\".", "Times of day need a time zone: \"time_zone\": \"Europe/Berlin\"."},
	NotTime:           {"%[1]s ist weder eine Zeit wie \"2027-05-15T09:00\" noch ein Tag wie \"2027-05-15\".", "%[1]s is neither a time like \"2027-05-15T09:00\" nor a day like \"2027-05-15\"."},
	MixedTimes:        {"Beginn und Ende müssen beide Tage oder beide Uhrzeiten sein.", "Start and end must both be days or both be times."},
	NoSuchTime:        {"Diese Uhrzeit gibt es nicht: In %[2]s wird an dem Tag die Uhr vorgestellt (%[1]s).", "There is no such time: in %[2]s the clocks go forward on that day (%[1]s)."},
	AmbiguousTime:     {"Diese Uhrzeit gibt es zweimal: In %[2]s wird an dem Tag die Uhr zurückgestellt. Bitte den Abstand zu UTC angeben, %[3]s oder %[4]s.", "This time is there twice: in %[2]s the clocks go back on that day. Please give the offset from UTC, %[3]s or %[4]s."},
	EndBeforeStart:    {"Das Ende liegt vor dem Beginn.", "The end is before the start."},
	ZeroDuration:      {"Beginn und Ende sind gleich. Bei ganztägigen Terminen ist das Ende der Tag danach.", "Start and end are equal. The end of an all-day appointment is the day after."},
	UnknownPerson:     {"Eine Person mit der ID %[1]s gibt es nicht.", "There is no person with the ID %[1]s."},
	UnknownResource:   {"Eine Ressource mit der ID %[1]s gibt es nicht.", "There is no resource with the ID %[1]s."},
	NotMail:           {"%[1]s ist keine Mail-Adresse.", "%[1]s is no mail address."},
	NotLink:           {"%[1]s ist kein Link. Links beginnen mit https:// oder http://.", "%[1]s is no link. Links begin with https:// or http://."},
	MailTaken:         {"Die Mail-Adresse hat schon %[1]s.", "%[1]s has this mail address already."},
	ShortNameTaken:    {"Das Kürzel hat schon %[1]s.", "%[1]s has this short name already."},
	TooManyGuests:     {"Der Termin hat %[1]s Personen und Ressourcen, möglich sind %[2]s. Bitte eine Gruppenadresse einladen oder den Termin teilen.", "The appointment has %[1]s persons and resources, %[2]s are possible. Please invite the address of a group or split the appointment."},
	ListedTwice:       {"%[1]s steht hier mehrmals.", "%[1]s is listed more than once."},
	NamedDifferently:  {"Die ID ist hier %[1]s, in der Adresse aber %[2]s.", "The ID is %[1]s here, but %[2]s in the address."},
	ChangedMeanwhile:  {"Das hat inzwischen jemand geändert. Bitte neu laden und noch einmal ändern.", "Somebody changed this in the meantime. Please load it again, then repeat your change."},
	RepeatedOperation: {"%[1]s kommt in diesem Stapel mehrmals vor.", "%[1]s is in this batch more than once."},
}
