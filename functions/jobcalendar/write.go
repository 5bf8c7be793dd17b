// What is written to the job calendar: one record, a batch of them, a person's own sync. All of it becomes operations
// of package jobcal, all or nothing; everything that is wrong is told at once, with paths into the body of the request.

package jobcalendar

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

func (r *request) put() error {
	if err := r.plan(); err != nil {
		return err
	}
	op, given, err := r.kind.put(r.id, func(into any) error { return answer.Record(r.w, r.r, maxBody, into) })
	found, _ := errors.AsType[*answer.Found](err)
	if err != nil && found == nil {
		return err
	}
	if given != "" && given != r.id {
		found = cmp.Or(found, &answer.Found{Err: answer.ErrInvalid})
		found.Add("/id", oncalendar.NamedDifferently, fmt.Sprintf("%q", given), fmt.Sprintf("%q", r.id))
	}
	if found != nil {
		return r.rest(found, []jobcal.Operation{op}, r.kind.member)
	}
	result, err := r.one(r.author(jobcal.ByHand), op)
	if err != nil {
		return err
	}
	return r.show(result)
}

// rest tells beside what does not fit into a record all that is wrong with what does. Paths lead into the record, which
// is a member of its operation, or with an empty member into the batch.
func (r *request) rest(found *answer.Found, ops []jobcal.Operation, member string) error {
	others, err := jobcal.Judge(r.r.Context(), r.deps.Store, ops)
	if err != nil {
		return err
	}
	if member != "" {
		relative(&others, member)
	}
	found.Join(others)
	return found
}

// relative makes paths lead into the record of a single operation.
func relative(found *problem.List, member string) {
	for i, p := range found.Items {
		path := strings.TrimPrefix(string(p.Path), "/operations/0")
		found.Items[i].Path = jsontext.Pointer(strings.TrimPrefix(path, member))
	}
}

// show answers with the record as it is now.
func (r *request) show(result jobcal.Result) error {
	b, err := r.find()
	if err != nil {
		return err
	}
	record, tag := r.kind.read(r, b)
	if record == nil { // somebody has deleted it since
		return access.ErrNotFound
	}
	status := http.StatusOK
	if result.Outcome == jobcal.Created {
		status = http.StatusCreated
	}
	r.w.Header().Set("ETag", answer.Quoted(tag))
	answer.Status(r.w, r.r, status, record)
	return nil
}

func (r *request) delete() error {
	if err := r.plan(); err != nil {
		return err
	}
	if _, err := r.one(r.author(jobcal.ByHand), r.kind.delete(r.id)); err != nil {
		return err
	}
	r.w.WriteHeader(http.StatusNoContent)
	return nil
}

// author is the caller, who changes appointments in a way.
func (r *request) author(way jobcal.Way) jobcal.Author {
	return jobcal.Author{By: r.caller.Mail, At: r.deps.Now(), Way: way}
}

// one applies a single operation under the conditions of the request. Findings have paths into the record.
func (r *request) one(by jobcal.Author, op jobcal.Operation) (jobcal.Result, error) {
	op.IfMatch, op.IfNoneMatch = answer.IfMatch(r.r), answer.IfNoneMatch(r.r)
	results, err := r.apply(by, []jobcal.Operation{op})
	if found, ok := errors.AsType[*answer.Found](err); ok {
		relative(&found.List, r.kind.member)
	}
	if err != nil {
		return jobcal.Result{}, err
	}
	return results[0], nil
}

// apply applies operations. An error with findings is an [answer.Found].
func (r *request) apply(by jobcal.Author, ops []jobcal.Operation) ([]jobcal.Result, error) {
	results, found, err := jobcal.Apply(r.r.Context(), r.deps.Store, by, ops)
	if err == nil && !found.Empty() {
		err = answer.ErrInvalid
	}
	if !found.Empty() {
		return nil, &answer.Found{List: found, Err: err}
	}
	if err != nil {
		return nil, err
	}
	counts := map[jobcal.Outcome]int{}
	for _, result := range results {
		counts[result.Outcome]++
	}
	slog.InfoContext(r.r.Context(), "job calendar changed", "kind", r.kind.name, "way", by.Way, "record", r.id,
		"operations", len(ops), "created", counts[jobcal.Created], "replaced", counts[jobcal.Replaced],
		"deleted", counts[jobcal.Deleted])
	return results, nil
}

func (r *request) batch() error {
	if err := r.plan(); err != nil {
		return err
	}
	var body struct {
		Operations []jobcal.Operation `json:"operations"`
	}
	err := answer.Record(r.w, r.r, maxBody, &body)
	if found, ok := errors.AsType[*answer.Found](err); ok {
		return r.rest(found, body.Operations, "")
	} else if err != nil {
		return err
	}
	results, err := r.apply(r.author(jobcal.ByBatch), body.Operations)
	if err != nil {
		return err
	}
	answer.JSON(r.w, r.r, map[string]any{"results": append([]jobcal.Result{}, results...)})
	return nil
}

func (r *request) setSync() error {
	if err := r.visitor.MaySee(jobcal.PersonID(r.id)); err != nil {
		return err
	}
	var body struct {
		Sync *bool `json:"sync"`
	}
	if err := answer.Record(r.w, r.r, maxBody, &body); err != nil {
		return err
	}
	if body.Sync == nil {
		return &answer.Malformed{De: `Gebraucht wird {"sync": true} oder {"sync": false}.`,
			En: `It takes {"sync": true} or {"sync": false}.`}
	}
	return r.changePerson(func(p jobcal.Person) (jobcal.Person, error) {
		p.Sync = *body.Sync
		return p, nil
	})
}

// changePerson answers with the person as they are then.
func (r *request) changePerson(change func(jobcal.Person) (jobcal.Person, error)) error {
	seen := answer.IfMatch(r.r)
	p, found, err := jobcal.ChangePerson(r.r.Context(), r.deps.Store, jobcal.PersonID(r.id),
		func(p jobcal.Person) (jobcal.Person, error) {
			if seen != "" && !p.Tag().Among(seen) {
				return p, access.ErrChanged
			}
			return change(p)
		})
	if err != nil {
		return err
	}
	if !found.Empty() {
		return &answer.Found{List: found, Err: answer.ErrInvalid}
	}
	slog.InfoContext(r.r.Context(), "person changed", "record", r.id, "by_planner", r.visitor.Planner)
	r.w.Header().Set("ETag", answer.Quoted(p.Tag()))
	answer.JSON(r.w, r.r, r.present(p))
	return nil
}
