package problem

// Code names a kind of finding.
type Code string

// Problems of the file as a whole.
const (
	TooLarge     Code = "too-large"
	EmptyFile    Code = "empty-file"
	NotUTF8      Code = "not-utf8"
	TooDeep      Code = "too-deep"
	Syntax       Code = "syntax"
	Truncated    Code = "truncated"
	Trailing     Code = "trailing"
	WrongVersion Code = "wrong-version"
	NotPartial   Code = "not-partial"
	WrongEvent   Code = "wrong-event"
	UnknownEvent Code = "unknown-event"
	WrongFolder  Code = "wrong-folder"
	BadName      Code = "bad-name"
	ObjectGone   Code = "object-gone"
	Unreadable   Code = "unreadable"
)

// Problems of size: what the store cannot hold.
const (
	TooBigToCommit Code = "too-big-to-commit"
	EntityTooBig   Code = "entity-too-big"
)

// Problems of keys.
const (
	Duplicate  Code = "duplicate"
	UnknownKey Code = "unknown-key"
	ExportOnly Code = "export-only"
	Missing    Code = "missing"
	NotID      Code = "not-an-id"
	TooMany    Code = "too-many"
	NotObject  Code = "not-an-object"
	NotList    Code = "not-a-list"
	WrongKind  Code = "wrong-kind"
)

// Problems of single values.
const (
	Null            Code = "null"
	Empty           Code = "empty"
	NotText         Code = "not-a-text"
	NULCharacter    Code = "nul-character"
	LoneSurrogate   Code = "lone-surrogate"
	NotBool         Code = "not-a-boolean"
	NotInt          Code = "not-an-integer"
	OutOfRange      Code = "out-of-range"
	TooSmall        Code = "too-small"
	ZeroReference   Code = "zero-reference"
	NotStatus       Code = "not-a-status"
	NotAmount       Code = "not-an-amount"
	TooManyDecimals Code = "too-many-decimals"
	NotNumber       Code = "not-a-number"
	NotDate         Code = "not-a-date"
	NotDateTime     Code = "not-a-datetime"
	DuplicateChoice Code = "duplicate-choice"
)

// Problems with regard to the event.
const (
	UnknownPart      Code = "unknown-part"
	UnknownTrack     Code = "unknown-track"
	UnknownFee       Code = "unknown-fee"
	ConditionalFee   Code = "conditional-fee"
	UnknownField     Code = "unknown-field"
	NotOption        Code = "not-an-option"
	UnknownReference Code = "unknown-reference"
	DeletedReference Code = "deleted-reference"
	CourseAttended   Code = "course-attended"
	HasPaid          Code = "has-paid"
	UnknownPersona   Code = "unknown-persona"
	NoEventPersona   Code = "no-event-persona"
	ArchivedPersona  Code = "archived-persona"
	PersonaTwice     Code = "persona-twice"
	ChangedTwice     Code = "changed-twice"
	NotOffered       Code = "not-offered"
	NotSynchronised  Code = "not-synchronised"
	OwedOutOfRange   Code = "owed-out-of-range"
	Taken            Code = "taken"
	RegisteredAgain  Code = "registered-again"
)

// Warnings. The first ones are those of the import policy.
const (
	Version             Code = "version"
	DoubleDeletion      Code = "double-deletion"
	UnknownID           Code = "unknown-id"
	AlreadyRegistered   Code = "already-registered"
	DoubleCreation      Code = "double-creation"
	CourseSizes         Code = "course-sizes"
	ChoiceNotOffered    Code = "choice-not-offered"
	LodgementOverfull   Code = "lodgement-overfull"
	MatsOverfull        Code = "mats-overfull"
	ChosenNotOffered    Code = "chosen-not-offered"
	CourseOverfull      Code = "course-overfull"
	AssignedNotOffered  Code = "assigned-not-offered"
	InstructorElsewhere Code = "instructor-elsewhere"
	StaleTimestamp      Code = "stale-timestamp"
	MassDeletion        Code = "mass-deletion"
	ChangeVanishes      Code = "change-vanishes"
	MovedOn             Code = "moved-on"
	AlreadyCommitted    Code = "already-committed"
)

// Problems of a snapshot that is to be loaded.
const (
	BadSnapshot     Code = "bad-snapshot"
	BadCondition    Code = "bad-condition"
	DanglingID      Code = "dangling-id"
	IncompleteParts Code = "incomplete-parts"
	StaleOwed       Code = "stale-owed"
	BadValue        Code = "bad-value"
	IDTwice         Code = "id-twice"
)
