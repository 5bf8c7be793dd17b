package onevent

import "kursbuch.internal/shared/problem"

func init() { problem.Register(definitionSentences) }

// What is wrong with a definition, or with a change of it.
const (
	EmptyName         problem.Code = "empty-name"
	EndsBefore        problem.Code = "ends-before-begin"
	NotFieldName      problem.Code = "not-a-field-name"
	NotOfEvent        problem.Code = "not-of-event"
	IDNamedTwice      problem.Code = "id-named-twice"
	NeverChanges      problem.Code = "never-changes"
	RenamedOrReplaced problem.Code = "renamed-or-replaced"
	NameAndKind       problem.Code = "name-and-kind"
	NamePassedOn      problem.Code = "name-passed-on"
	PartWithStays     problem.Code = "part-with-stays"
	TrackWithCourses  problem.Code = "track-with-courses"
	TrackWithPeople   problem.Code = "track-with-people"
	TrackWithSessions problem.Code = "track-with-sessions"
	SessionsOutside   problem.Code = "sessions-outside"
	FieldWithValues   problem.Code = "field-with-values"
	OptionInUse       problem.Code = "option-in-use"
	KindMisfits       problem.Code = "kind-misfits"
	FeeWithAmounts    problem.Code = "fee-with-amounts"
	GroupUnequal      problem.Code = "group-unequal"
	NothingToChange   problem.Code = "nothing-to-change"
	NotDefinition     problem.Code = "not-a-definition"
	NotFieldKind      problem.Code = "not-a-field-kind"
	NotAssociation    problem.Code = "not-an-association"
	NotConstraint     problem.Code = "not-a-constraint"
	NotFeeKind        problem.Code = "not-a-fee-kind"
	LeastAboveMost    problem.Code = "least-above-most"
)

var definitionSentences = map[problem.Code]problem.Text{
	EmptyName: {
		De: "Hier muss etwas stehen: Danach suchen die Leute.",
		En: "Something has to stand here: people look for it.",
	},
	EndsBefore: {
		De: "Das Ende (%[1]s) liegt vor dem Beginn (%[2]s).",
		En: "The end (%[1]s) is before the beginning (%[2]s).",
	},
	NotFieldName: {
		De: "„%[1]s“ kann kein Name eines Datenfelds sein: Möglich sind a bis z, A bis Z, Ziffern, „_“, „-“ und „.“. Was " +
			"die Leute lesen, steht in „title“.",
		En: "“%[1]s” cannot be the name of a field: it may have a to z, A to Z, digits, “_”, “-” and “.”. What people read " +
			"is its “title”.",
	},
	NotOfEvent: {
		De: "Die Veranstaltung hat nichts dieser Art mit der ID %[1]s. Was neu ist, bekommt eine ID von Kursbuch: hier " +
			"bitte eine negative angeben, etwa -1.",
		En: "The event has nothing of this kind with the ID %[1]s. What is new gets an ID from Kursbuch: please give a " +
			"negative one here, such as -1.",
	},
	IDNamedTwice: {
		De: "Die ID %[1]s steht hier schon einmal.",
		En: "The ID %[1]s is here already.",
	},
	NeverChanges: {
		De: "„%[2]s“ von „%[1]s“ ändert sich nie. Bitte es so lassen, wie es war, und etwas Neues mit einer negativen ID " +
			"anlegen.",
		En: "“%[2]s” of “%[1]s” never changes. Please leave it as it was, and make something new with a negative ID.",
	},
	RenamedOrReplaced: {
		De: "„%[1]s“ ist neu, „%[2]s“ fehlt. Ist es dasselbe unter anderem Namen, bitte hier „id“: %[3]s angeben. Soll das " +
			"eine weg und das andere neu sein, bitte hier „id“: -1 angeben.",
		En: "“%[1]s” is new, “%[2]s” is missing. If it is the same by another name, please give “id”: %[3]s here. If the " +
			"one is to go and the other is new, please give “id”: -1 here.",
	},
	NamePassedOn: {
		De: "Den Namen „%[1]s“ hat bisher das Datenfeld „%[2]s“. Bitte in zwei Schritten: erst dieses umbenennen oder " +
			"löschen und das freigeben lassen, dann den Namen neu vergeben.",
		En: "The field “%[2]s” has had the name “%[1]s” so far. Please take two steps: first rename or delete that one " +
			"and have it confirmed, then give its name away.",
	},
	NameAndKind: {
		De: "Bei „%[1]s“ ändern sich Name und Art zugleich, und es gibt schon Werte. Bitte eins nach dem anderen ändern.",
		En: "Name and kind of “%[1]s” change at once, and there are values. Please change one after the other.",
	},
	PartWithStays: {
		De: "Am Veranstaltungsteil „%[1]s“ hängen noch Status oder Unterkunft: %[2]s. Bitte sie erst abmelden, oder mit " +
			"„with_data“: true alles davon mit entfernen.",
		En: "Statuses or lodgements hang on the part “%[1]s”: %[2]s. Please change them first, or remove all of that as " +
			"well by “with_data”: true.",
	},
	TrackWithCourses: {
		De: "In der Kursschiene „%[1]s“ werden noch Kurse angeboten: %[2]s. Bitte sie erst herausnehmen, oder mit " +
			"„with_data“: true mit entfernen.",
		En: "Courses are offered in the track “%[1]s”: %[2]s. Please take them out first, or remove that as well by " +
			"“with_data”: true.",
	},
	TrackWithPeople: {
		De: "In der Kursschiene „%[1]s“ haben noch einige einen Kurs, eine Kursleitung oder Kurswahlen: %[2]s. Bitte das " +
			"erst ändern, oder mit „with_data“: true mit entfernen.",
		En: "Some people have a course, hold one or have choices in the track “%[1]s”: %[2]s. Please change that first, or " +
			"remove it as well by “with_data”: true.",
	},
	TrackWithSessions: {
		De: "Die Kursschiene „%[1]s“ hat %[2]s Kurszeiten. Bitte sie erst aus den Kurszeiten herausnehmen, oder mit " +
			"„with_data“: true mit entfernen.",
		En: "The track “%[1]s” has %[2]s sessions. Please take them out of the session plan first, or remove them as well " +
			"by “with_data”: true.",
	},
	SessionsOutside: {
		De: "%[2]s Kurszeiten lägen dann nicht mehr im Veranstaltungsteil „%[1]s“. Bitte sie erst verschieben.",
		En: "%[2]s sessions would then be outside of the part “%[1]s”. Please move them first.",
	},
	FieldWithValues: {
		De: "Das Datenfeld „%[1]s“ hat noch Werte: %[2]s. Bitte sie erst leeren, oder mit „with_data“: true mit entfernen.",
		En: "The field “%[1]s” has values: %[2]s. Please empty them first, or remove them as well by “with_data”: true.",
	},
	OptionInUse: {
		De: "Dem Datenfeld „%[1]s“ fehlt dann eine Option, die noch in Gebrauch ist: %[2]s. Bitte dort erst etwas anderes " +
			"eintragen, oder mit „with_data“: true diese Werte mit entfernen.",
		En: "The field “%[1]s” would lack an option that is in use: %[2]s. Please enter something else there first, or " +
			"remove these values as well by “with_data”: true.",
	},
	KindMisfits: {
		De: "Zur neuen Art des Datenfelds „%[1]s“ passen Werte nicht: %[2]s. Bitte sie erst ändern.",
		En: "Values do not fit the new kind of the field “%[1]s”: %[2]s. Please change them first.",
	},
	FeeWithAmounts: {
		De: "Den individuellen Beitrag „%[1]s“ haben noch einige: %[2]s. Bitte ihn dort erst entfernen, oder mit " +
			"„with_data“: true mit entfernen.",
		En: "Some people have an amount of the personalised fee “%[1]s”: %[2]s. Please remove it there first, or remove it " +
			"as well by “with_data”: true.",
	},
	GroupUnequal: {
		De: "In den Schienen von „%[1]s“ müssten Kurswahlen und Kursleitung gleich sein, sind es aber nicht: %[2]s. Bitte " +
			"sie erst durch einen Import angleichen.",
		En: "In the tracks of “%[1]s” choices and instructors would have to be equal, but are not: %[2]s. Please make them " +
			"equal by an import first.",
	},
	NothingToChange: {
		De: "Die Veranstaltung ist schon so: Es gibt nichts zu ändern.",
		En: "The event is like that already: there is nothing to change.",
	},
	NotFieldKind: {
		De: "%[1]s ist keine Art von Datenfeld. Möglich sind 1 (Text), 2 (ja oder nein), 3 (ganze Zahl), 4 (Zahl), 5 " +
			"(Datum), 6 (Datum mit Uhrzeit), 10 (ganze Zahl ab 0), 12 (Zahl ab 0), 20 (Telefonnummer).",
		En: "%[1]s is no kind of field. There are 1 (text), 2 (yes or no), 3 (whole number), 4 (number), 5 (date), 6 (date " +
			"and time), 10 (whole number from 0 on), 12 (number from 0 on), 20 (phone number).",
	},
	NotAssociation: {
		De: "%[1]s ist nichts, wozu ein Datenfeld gehören kann. Möglich sind 1 (Anmeldungen), 2 (Kurse), 3 (Unterkünfte).",
		En: "%[1]s is nothing that a field can belong to. There are 1 (registrations), 2 (courses), 3 (lodgements).",
	},
	NotConstraint: {
		De: "%[1]s ist keine Bedingung, die es für Gruppen von Kursschienen gibt. Möglich ist 1 (gleiche Kurswahlen und " +
			"Kursleitung).",
		En: "%[1]s is no constraint that there is for groups of tracks. There is 1 (equal choices and instructors).",
	},
	NotFeeKind: {
		De: "%[1]s ist keine Art von Teilnahmebeitrag. Möglich sind %[2]s, in der Regel 1.",
		En: "%[1]s is no kind of fee. There are %[2]s, as a rule it is 1.",
	},
	LeastAboveMost: {
		De: "So viele Kurswahlen wären Pflicht (min_choices: %[1]s), wie gar nicht möglich sind (num_choices: %[2]s). " +
			"min_choices darf höchstens so groß sein wie num_choices.",
		En: "More choices would be mandatory (min_choices: %[1]s) than there can be (num_choices: %[2]s). min_choices " +
			"cannot be more than num_choices.",
	},
	NotDefinition: {
		De: "Das ist kein „event“, wie es in Exporten steht. Was zurückgeschickt werden kann, gibt GET " +
			"/Events/definition.",
		En: "That is no “event” as exports have it. What can be sent back is what GET /Events/definition gives.",
	},
}
