package access

import (
	"slices"
	"time"

	"kursbuch.internal/shared/scalar"
)

// Roles are who may do what in an event, by mail address in small letters. They are stored: fields may be added, never
// rename or retype one.
type Roles struct {
	// Orgas may upload imports and see proposals.
	Orgas []string `json:"orgas"`
	// Approvers may see and decide them.
	Approvers []string `json:"approvers"`
	// FourEyes forbids confirming one's own upload.
	FourEyes bool `json:"four_eyes"`
	// OrgasUntil and ApproversUntil are the last days of those whose role ends, YYYY-MM-DD in Europe/Berlin, by mail
	// address.
	OrgasUntil     map[string]string `json:"orgas_until,omitempty"`
	ApproversUntil map[string]string `json:"approvers_until,omitempty"`
	// Closed is who closed the event: everybody may read what they could, nobody may change anything; nil: it is open.
	Closed *Closing `json:"closed,omitempty"`
}

// Closing is who closed an event, by mail address, and when.
type Closing struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// open is [ErrClosed] for an event that is closed.
func (r Roles) open() error {
	if r.Closed != nil {
		return ErrClosed
	}
	return nil
}

// Tag stands for what the roles say.
func (r Roles) Tag() Tag { return TagOf(r) }

// Orga reports whether somebody is an orga when they ask.
func (r Roles) Orga(c Caller) bool {
	return slices.Contains(r.Orgas, c.Mail) && lasts(r.OrgasUntil[c.Mail], c.At)
}

// Approver reports whether somebody is an approver when they ask.
func (r Roles) Approver(c Caller) bool {
	return slices.Contains(r.Approvers, c.Mail) && lasts(r.ApproversUntil[c.Mail], c.At)
}

// those are the addresses of whom something is true at a time.
func those(mails []string, now time.Time, is func(Caller) bool) []string {
	return slices.DeleteFunc(slices.Clone(mails), func(mail string) bool { return !is(Caller{Mail: mail, At: now}) })
}

// Of are the names of what somebody is in the event when they ask: orga, approver, admin.
func (r Roles) Of(c Caller) []string {
	names := []string{}
	for _, role := range []struct {
		name string
		has  bool
	}{{"orga", r.Orga(c)}, {"approver", r.Approver(c)}, {"admin", c.Admin}} {
		if role.has {
			names = append(names, role.name)
		}
	}
	return names
}

// At are the roles without those that are over at a time.
func (r Roles) At(at time.Time) Roles {
	r.Orgas, r.Approvers = those(r.Orgas, at, r.Orga), those(r.Approvers, at, r.Approver)
	return r
}

// lasts reports whether a role whose last day is until is still there at a time. Empty: it has no last day.
func lasts(until string, at time.Time) bool {
	return until == "" || !at.IsZero() && scalar.InBerlin(at).Format(time.DateOnly) <= until
}

// MaySee reports whether somebody may know of the event's proposals, and export it.
func (r Roles) MaySee(c Caller) bool {
	return c.Admin || r.Orga(c) || r.Approver(c)
}

// MaySchedule is the reason why somebody must not say when the courses of the event meet, or nil.
func (r Roles) MaySchedule(c Caller) error {
	if !c.Admin && !r.Orga(c) {
		return ErrNoOrga
	}
	return r.open()
}

// MayDefine is the reason why somebody must not ask that the event be defined otherwise, or nil. Asking is an upload.
func (r Roles) MayDefine(c Caller) error { return r.MaySchedule(c) }

// MayUpload is the reason why somebody must not upload imports of the event, or nil.
func (r Roles) MayUpload(c Caller) error {
	if !r.Orga(c) {
		return ErrNoOrga
	}
	return r.open()
}

// MayDecide is [ErrNoApprover] for who must not decide about the event's imports. Rejecting is still possible when the
// event is closed.
func (r Roles) MayDecide(c Caller) error {
	if !r.Approver(c) {
		return ErrNoApprover
	}
	return nil
}

// MayConfirm gives the reason why somebody must not confirm what somebody has uploaded, or nil. It takes two people:
// where the bucket does not tell who uploaded a file, and so uploader is empty, it may have been any of the orgas of
// today, also of those whose role is over, or of the suspects of that time.
func (r Roles) MayConfirm(c Caller, uploader string, suspects []string) error {
	if err := r.MayDecide(c); err != nil {
		return err
	}
	unknown := uploader == "" && (slices.Contains(r.Orgas, c.Mail) || slices.Contains(suspects, c.Mail))
	if r.FourEyes && (uploader == c.Mail || unknown) {
		return ErrFourEyes
	}
	return r.open()
}

// MayWithdraw gives the reason why somebody must not take back what somebody has uploaded, or nil. Where nobody knows
// who did, and so uploader is empty, any orga may.
func (r Roles) MayWithdraw(c Caller, uploader string) error {
	if uploader == c.Mail || uploader == "" && r.Orga(c) {
		return nil
	}
	return ErrNotUploader
}

// MayUndo is the reason why somebody must not ask that an import be undone, or nil. Asking is an upload: somebody else
// confirms it.
func (r Roles) MayUndo(c Caller) error {
	if !r.Orga(c) && !r.Approver(c) {
		return ErrNoRole
	}
	return r.open()
}
