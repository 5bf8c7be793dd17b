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

// What a change of the definition does. The lines of the original are of the same kind, with codes of their own.
const (
	LogPartCreated       LogCode = "part_created"
	LogPartChanged       LogCode = "part_changed"
	LogPartDeleted       LogCode = "part_deleted"
	LogTrackCreated      LogCode = "track_created"
	LogTrackChanged      LogCode = "track_changed"
	LogTrackDeleted      LogCode = "track_deleted"
	LogFieldCreated      LogCode = "field_created"
	LogFieldChanged      LogCode = "field_changed"
	LogFieldDeleted      LogCode = "field_deleted"
	LogFeeCreated        LogCode = "fee_created"
	LogFeeChanged        LogCode = "fee_changed"
	LogFeeDeleted        LogCode = "fee_deleted"
	LogEventChanged      LogCode = "event_changed"
	LogDefinitionChanged LogCode = "definition_changed" // the line about all of a change
)

// LogCodes are those of the lines about an entity as a whole.
type LogCodes struct{ Created, Changed, Deleted LogCode }

var logCodes = map[Section]LogCodes{
	LodgementGroups: {LogGroupCreated, LogGroupChanged, LogGroupDeleted},
	Lodgements:      {LogLodgementCreated, LogLodgementChanged, LogLodgementDeleted},
	Courses:         {LogCourseCreated, LogCourseChanged, LogCourseDeleted},
	Registrations:   {LogRegistrationCreated, LogRegistrationChanged, LogRegistrationDeleted},
	DefinedParts:    {LogPartCreated, LogPartChanged, LogPartDeleted},
	DefinedTracks:   {LogTrackCreated, LogTrackChanged, LogTrackDeleted},
	DefinedFields:   {LogFieldCreated, LogFieldChanged, LogFieldDeleted},
	DefinedFees:     {LogFeeCreated, LogFeeChanged, LogFeeDeleted},
	DefinedEvent:    {Changed: LogEventChanged},
}

// LogCodesOf are the codes for entities of a section; zero if there is no such section.
func LogCodesOf(section Section) LogCodes { return logCodes[section] }
