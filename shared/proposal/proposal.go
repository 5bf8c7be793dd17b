// Package proposal takes an uploaded import through its life: checked, pending, decided.
//
// A [Proposal] is an import awaiting its decision, together with everything that it would change. [Check] makes one of
// an upload, [Confirm] commits exactly what was shown, [Reject], [Withdraw], [Undo] do what they say. Each is one
// compare-and-set on a [Store]: read the state, decide on it, write the [Effect], all or nothing.
//
//	state      | comes from                          | goes to
//	invalid    | a file with problems                | -
//	pending    | a file that can be committed        | committed, rejected, withdrawn, superseded, expired; invalid, if
//	           |                                     | the event changed so that it cannot be committed any more
//	committed  | an approver confirmed it            | -
//	rejected   | an approver rejected it             | -
//	withdrawn  | who uploaded it took it back        | -
//	superseded | the same object was uploaded again  | -
//	expired    | nobody decided in [Lifetime]        | -
package proposal

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/outcome"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/proposal/receipt"
)

// ID identifies a proposal. It is made of what was uploaded, so that a trigger delivered ten times makes one proposal.
type ID string

// Status is where a proposal stands.
type Status string

// The statuses, see the package comment.
const (
	Invalid    Status = "invalid"
	Pending    Status = "pending"
	Committed  Status = "committed"
	Rejected   Status = "rejected"
	Withdrawn  Status = "withdrawn"
	Superseded Status = "superseded"
	Expired    Status = "expired"
)

// Lifetime is how long a proposal waits for its decision.
const Lifetime = 14 * 24 * time.Hour

// Head is what lists show of a proposal. It is stored: fields may be added, never rename or retype one.
type Head struct {
	ID     ID       `json:"id"`
	Event  event.ID `json:"event"` // 0: the upload named none
	Status Status   `json:"status"`
	Source Source   `json:"source"`
	// UndoOf is the committed proposal that this one would undo; empty for an upload.
	UndoOf ID `json:"undo_of,omitempty"`
	// Undone says who put back what this proposal did; nil if that still stands, or if it never did anything.
	Undone *Commit `json:"undone,omitempty"`
	// Target is the name that the object should have had to be found by its event; empty if it lies where it should, or
	// if nobody can tell. Who did not upload such an object sees nothing of its content, see [See].
	Target    string    `json:"target,omitempty"`
	Summary   string    `json:"summary,omitempty"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at"`
	// Token names what a reviewer of this proposal sees, see [diff.Plan.Token]. Empty if the proposal is invalid.
	Token string `json:"token,omitempty"`
	// ContentHash is equal for files that ask for the same, see [partial.Import.ContentHash]. Empty if the proposal is
	// invalid.
	ContentHash string                       `json:"content_hash,omitempty"`
	Counts      map[event.Section]diff.Count `json:"counts,omitempty"`
	Figures     Figures                      `json:"figures,omitzero"`
	Decision    *Decision                    `json:"decision,omitempty"` // nil: none so far
}

// Source is where a proposal comes from.
type Source struct {
	Bucket     string `json:"bucket,omitempty"`
	Object     string `json:"object,omitempty"`
	Generation int64  `json:"generation,omitzero"`
	Size       int64  `json:"size,omitzero"` // bytes
	// File is what the file is called by who uploaded it by the console; empty: it came another way.
	File string `json:"file,omitempty"`
	// Uploader is the mail address of who uploaded it, or who asked for an undo; empty if the bucket does not tell.
	Uploader string `json:"uploader,omitempty"`
	// Suspects are the mail addresses of all who may have uploaded it, if the bucket does not tell: none of them is
	// another pair of eyes.
	Suspects []string `json:"suspects,omitempty"`
}

// Decision is what became of a proposal, and by whom.
type Decision struct {
	Status Status    `json:"status"` // the one that it led to
	By     string    `json:"by"`     // mail address; for superseded of who uploaded the successor, if that is known
	At     time.Time `json:"at"`
	Reason string    `json:"reason,omitempty"`
	// Forced: the same content had been committed before, and the approver knew.
	Forced bool `json:"forced,omitzero"`
	// Successor is the newer upload of the same object; empty unless superseded.
	Successor ID `json:"successor,omitempty"`
	// Created are the IDs that new entities were given by a commit.
	Created diff.Created `json:"created,omitempty"`
}

// Proposal is an import awaiting its decision, or one that was decided.
type Proposal struct {
	Head
	// Import is what the file asks for; of an invalid proposal only the envelope, or nil if nothing could be read.
	Import *partial.Import `json:"import,omitempty"`
	// Plan is what the import would change or, once committed, has changed; nil if the proposal is invalid.
	Plan *diff.Plan `json:"plan,omitempty"`
	// Outcome is what the plan leads to, as it was found together with the plan, and the names of what that mentions. Nil
	// if the proposal is invalid, or was stored before there was such a thing.
	Outcome *outcome.Outcome `json:"outcome,omitempty"`
	// Problems make a proposal invalid; empty for any other.
	Problems problem.List `json:"problems,omitzero"`
	// Correction is the file of an invalid proposal with what leaves no choice put right; nil: there is nothing of that
	// kind, or the file is larger than [MaxCorrection].
	Correction *Correction `json:"correction,omitempty"`
	// Warnings are those of an invalid proposal; the others have them in their plan.
	Warnings problem.List `json:"warnings,omitzero"`
	// Inverse undoes a committed proposal; nil for any other.
	Inverse *partial.Import `json:"inverse,omitempty"`
	// Calendar is what the import does to calendars or, once committed, has done; nil if the event has no sessions, or if
	// the proposal is invalid. It is no part of what the token stands for: that a calendar is another one voids no review.
	Calendar *jobcal.Effect `json:"calendar,omitempty"`
	// Reviews are what former reviewers saw, the latest last; empty as long as the event stayed as it was.
	Reviews []Review `json:"reviews,omitempty"`
	// Superseded are the proposals that were pending until this one was stored. Only the [Check] that stored it tells.
	Superseded []ID `json:"-"`
	// Repeated: the decision was taken before. Only the decision that found it so tells.
	Repeated bool `json:"-"`
	// Confirmers are the mail addresses of all who may confirm it now. Only [See] and decisions tell.
	Confirmers []string `json:"-"`
}

// folderOf is where the imports of an event are to lie.
func folderOf(id event.ID) string { return fmt.Sprintf("imports/%d/", id) }

// inFolder is what the names of objects in the folder of an event begin with, also of those that are no imports.
var inFolder = regexp.MustCompile(`^(?:imports|console)/([1-9][0-9]{0,8})/`)

// Strays are the events, but for its own, with which the proposal goes when one is erased: the one that its file is
// about, which lies elsewhere; the one in whose folder the file lies, under no name of an import, or before there was
// such an event.
func (h Head) Strays() (ids []event.ID) {
	for _, name := range []string{h.Target, h.Source.Object} {
		m := inFolder.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		n, _ := strconv.ParseInt(m[1], 10, 32)
		if id := event.ID(n); id != h.Event && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Astray reports whether an event is one of the strays of the proposal, see [Head.Strays].
func (h Head) Astray(id event.ID) bool { return slices.Contains(h.Strays(), id) }

// At is the head as it stands at the given time: a pending proposal expires by itself.
func (h Head) At(now time.Time) Head {
	if h.Status == Pending && now.After(h.ExpiresAt) {
		h.Status = Expired
	}
	return h
}

// IDOf is the ID of the proposal that is made of an upload.
func IDOf(s Source) ID { return derive(s.Bucket, s.Object, fmt.Sprint(s.Generation)) }

func derive(parts ...string) ID { return hash([]byte(strings.Join(parts, "\x00"))) }

// hash is the ID that is made of what its parts say together.
func hash(parts ...[]byte) ID {
	h := sha256.New()
	for _, part := range parts {
		h.Write(part)
	}
	sum := h.Sum(nil)
	return ID(strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16])))
}

// Name is what the file is called by who uploaded it; empty: there is none.
func (s Source) Name() string {
	return cmp.Or(s.File, s.Object[strings.LastIndexByte(s.Object, '/')+1:])
}

// Title is what people call a proposal: what its file says of itself, else how the file is called, else its ID.
func (h Head) Title() string { return cmp.Or(h.Summary, h.Source.Name(), string(h.ID)) }

// Slot is what an upload supersedes the pending ones of: those of the same object, by the console those of the same
// person with a file of the same name for the same event. Empty: it came from no upload.
func (s Source) Slot() string {
	if receipt.NameOf(s.Object) == "" || s.File == "" {
		return s.Object
	}
	folder := s.Object[:strings.LastIndexByte(s.Object, '/')]
	return folder + "/" + string(derive(s.Uploader, s.File))
}
