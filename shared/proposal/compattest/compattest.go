// Package compattest judges an implementation of the partial import against the recorded compatibility corpus.
//
// The corpus lies beside the module, in ../shared/compat; its README says what it holds. [Run] plays every case on a
// [Subject] of its own and compares what that shows with what was recorded:
//
//	the report of the check    | status, paths of the problems, delta, kinds of warnings
//	the export after the check | as before: a check changes nothing, least of all that of a file that is rejected
//	the report of the commit   | status, delta, IDs of the new entities
//	the export after that      | the changes, and nothing else
//
// It knows none of our other packages, so that it shares none of their mistakes.
package compattest

import "testing"

// Subject is an event under test, to which files are imported one after another. An error fails the case.
type Subject interface {
	// Check uploads a file and returns the report on it, in the JSON of the design.
	Check(file []byte) (report []byte, err error)
	// Confirm commits the file that was checked last and returns the report that tells so.
	Confirm() (report []byte, err error)
	// Export returns the partial export of the event.
	Export() ([]byte, error)
}

// Run runs the corpus, each case as a parallel subtest family/name on what open makes of its state, a snapshot. Without
// a corpus it skips; with CI=true that is a failure.
func Run(t *testing.T, open func(t *testing.T, state []byte) Subject) {
	for family, cases := range corpus(t, folder(t)) {
		t.Run(family, func(t *testing.T) {
			for _, c := range cases {
				t.Run(c.Name, func(t *testing.T) {
					t.Parallel()
					if err := c.judge(open(t, c.state)); err != nil {
						t.Errorf("%s: %v", c.About, err)
					}
				})
			}
		})
	}
}
