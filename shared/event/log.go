package event

import "time"

// LogEntry is one line of the event's log: who changed what, when.
type LogEntry struct {
	Code    LogCode   `json:"code"`
	Time    time.Time `json:"time"`
	By      string    `json:"by"`                  // mail address of who confirmed the import
	Persona PersonaID `json:"persona_id,omitzero"` // whom it is about; 0: nobody
	Note    string    `json:"note,omitempty"`
	// Entity is what the line is about; zero: the event, or the line is older than the field.
	Entity Key `json:"entity,omitzero"`
	// Proposal is the ID of the import that did it, Uploader the mail address of who uploaded that, empty if nobody knows,
	// Summary the beginning of what they said about it.
	Proposal string `json:"proposal,omitempty"`
	Uploader string `json:"uploader,omitempty"`
	Summary  string `json:"summary,omitempty"`
}

// LogCode says what happened.
type LogCode string

// What an import can do to an event, with the code of the original in parentheses.
const (
	LogGroupCreated        LogCode = "lodgement_group_created"     // 70
	LogGroupChanged        LogCode = "lodgement_group_changed"     // 71
	LogGroupDeleted        LogCode = "lodgement_group_deleted"     // 72
	LogLodgementChanged    LogCode = "lodgement_changed"           // 25
	LogLodgementCreated    LogCode = "lodgement_created"           // 26
	LogLodgementDeleted    LogCode = "lodgement_deleted"           // 27
	LogCourseCreated       LogCode = "course_created"              // 40
	LogCourseChanged       LogCode = "course_changed"              // 41
	LogCourseSegments      LogCode = "course_segments_changed"     // 42
	LogCourseActivity      LogCode = "course_activity_changed"     // 43
	LogCourseDeleted       LogCode = "course_deleted"              // 44
	LogRegistrationCreated LogCode = "registration_created"        // 50
	LogRegistrationChanged LogCode = "registration_changed"        // 51
	LogRegistrationDeleted LogCode = "registration_deleted"        // 52
	LogStatusChanged       LogCode = "registration_status_changed" // 300
	LogFeeSet              LogCode = "personalized_fee_set"        // 400
	LogFeeRemoved          LogCode = "personalized_fee_removed"    // 401
	LogPartialImport       LogCode = "partial_import"              // 62
)

// LogCodes are those of the lines about an entity as a whole.
type LogCodes struct{ Created, Changed, Deleted LogCode }

var logCodes = map[Section]LogCodes{
	LodgementGroups: {LogGroupCreated, LogGroupChanged, LogGroupDeleted},
	Lodgements:      {LogLodgementCreated, LogLodgementChanged, LogLodgementDeleted},
	Courses:         {LogCourseCreated, LogCourseChanged, LogCourseDeleted},
	Registrations:   {LogRegistrationCreated, LogRegistrationChanged, LogRegistrationDeleted},
}

// LogCodesOf are the codes for entities of a section; zero if there is no such section.
func LogCodesOf(section Section) LogCodes { return logCodes[section] }
