// Package onimport is what Kursbuch has to say about imports, about events: the codes of findings, their sentences.
package onimport

import "kursbuch.internal/shared/problem"

// Problems of the file as a whole.
const (
	TooLarge     problem.Code = "too-large"
	EmptyFile    problem.Code = "empty-file"
	NotUTF8      problem.Code = "not-utf8"
	TooDeep      problem.Code = "too-deep"
	Syntax       problem.Code = "syntax"
	Truncated    problem.Code = "truncated"
	Trailing     problem.Code = "trailing"
	WrongVersion problem.Code = "wrong-version"
	NotPartial   problem.Code = "not-partial"
	WrongEvent   problem.Code = "wrong-event"
	UnknownEvent problem.Code = "unknown-event"
	WrongFolder  problem.Code = "wrong-folder"
	OtherEvent   problem.Code = "other-event"
	BadName      problem.Code = "bad-name"
	ObjectGone   problem.Code = "object-gone"
	Unreadable   problem.Code = "unreadable"
	NoReceipt    problem.Code = "no-receipt"
	WholeExport  problem.Code = "whole-export"
)

// How an import was decided already.
const (
	IsCommitted  problem.Code = "is-committed"
	IsRejected   problem.Code = "is-rejected"
	IsWithdrawn  problem.Code = "is-withdrawn"
	IsSuperseded problem.Code = "is-superseded"
	IsInvalid    problem.Code = "is-invalid"
)

// Problems of size: what the store cannot hold.
const (
	TooBigToCommit problem.Code = "too-big-to-commit"
	EntityTooBig   problem.Code = "entity-too-big"
	EventTooBig    problem.Code = "event-too-big"
)

// Problems with regard to the event.
const (
	UnknownPart      problem.Code = "unknown-part"
	UnknownTrack     problem.Code = "unknown-track"
	UnknownFee       problem.Code = "unknown-fee"
	ConditionalFee   problem.Code = "conditional-fee"
	UnknownField     problem.Code = "unknown-field"
	NotOption        problem.Code = "not-an-option"
	UnknownReference problem.Code = "unknown-reference"
	DeletedReference problem.Code = "deleted-reference"
	CourseAttended   problem.Code = "course-attended"
	HasPaid          problem.Code = "has-paid"
	UnknownPersona   problem.Code = "unknown-persona"
	NoEventPersona   problem.Code = "no-event-persona"
	ArchivedPersona  problem.Code = "archived-persona"
	PersonaTwice     problem.Code = "persona-twice"
	ChangedTwice     problem.Code = "changed-twice"
	NotOffered       problem.Code = "not-offered"
	NotSynchronised  problem.Code = "not-synchronised"
	OwedOutOfRange   problem.Code = "owed-out-of-range"
	Taken            problem.Code = "taken"
	RegisteredAgain  problem.Code = "registered-again"
)

// Warnings. The first ones are those of the import policy.
const (
	Version             problem.Code = "version"
	DoubleDeletion      problem.Code = "double-deletion"
	UnknownID           problem.Code = "unknown-id"
	AlreadyRegistered   problem.Code = "already-registered"
	DoubleCreation      problem.Code = "double-creation"
	CourseSizes         problem.Code = "course-sizes"
	ChoiceNotOffered    problem.Code = "choice-not-offered"
	LodgementOverfull   problem.Code = "lodgement-overfull"
	MatsOverfull        problem.Code = "mats-overfull"
	ChosenNotOffered    problem.Code = "chosen-not-offered"
	CourseOverfull      problem.Code = "course-overfull"
	AssignedNotOffered  problem.Code = "assigned-not-offered"
	InstructorElsewhere problem.Code = "instructor-elsewhere"
	StaleTimestamp      problem.Code = "stale-timestamp"
	MassDeletion        problem.Code = "mass-deletion"
	ChangeVanishes      problem.Code = "change-vanishes"
	MovedOn             problem.Code = "moved-on"
	AlreadyCommitted    problem.Code = "already-committed"
	TooManyChoices      problem.Code = "too-many-choices"
	TooFewChoices       problem.Code = "too-few-choices"
)

// Problems of fees and personas that an export of the original does not tell. Those named unverified are warnings.
const (
	UnverifiedPersona problem.Code = "unverified-persona"
	UnverifiedFee     problem.Code = "unverified-fee"
	UnnamedFee        problem.Code = "unnamed-fee"
	UnusedFee         problem.Code = "unused-fee"
	NoSuchFee         problem.Code = "no-such-fee"
	OtherFeeID        problem.Code = "other-fee-id"
)

// Problems of a file that should be an export.
const (
	NotExport      problem.Code = "not-an-export"
	OtherExport    problem.Code = "other-export"
	ImportAsExport problem.Code = "import-as-export"
	ExportVersion  problem.Code = "export-version"
	ExportLacks    problem.Code = "export-lacks"
)

// What no import can do, on the way from one export to another.
const (
	OutOfReach      problem.Code = "out-of-reach"
	StaysRegistered problem.Code = "stays-registered"
	GroupInhabited  problem.Code = "group-inhabited"
	NotCreated      problem.Code = "not-created"
)

// Problems of a snapshot that is to be loaded.
const (
	BadSnapshot     problem.Code = "bad-snapshot"
	BadCondition    problem.Code = "bad-condition"
	HalfFee         problem.Code = "half-a-fee"
	RenamedHere     problem.Code = "renamed-here"
	DanglingID      problem.Code = "dangling-id"
	IncompleteParts problem.Code = "incomplete-parts"
	StaleOwed       problem.Code = "stale-owed"
	BadValue        problem.Code = "bad-value"
	IDTwice         problem.Code = "id-twice"
)
