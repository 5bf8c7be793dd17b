package proposal

import "errors"

// Errors of reading an uploaded file, the same for every bucket.
var (
	// ErrNoObject says that the bucket has no object of this name (any more).
	ErrNoObject = errors.New("no such object")
	// ErrReplaced says that the object is there, but in another generation than the one asked for:
	// it was uploaded again, and a trigger of its own tells of that.
	ErrReplaced = errors.New("object was replaced")
	// ErrTooLarge says that the object, inflated if it is stored compressed, exceeds the limit of the reader.
	ErrTooLarge = errors.New("object is too large")
	// ErrEncoding says that the object claims to be gzip and is not, or breaks off within.
	ErrEncoding = errors.New("object is not the gzip stream it claims to be")
)
