package calsync

import (
	"context"
	"time"
)

// Schedule is who starts a run again and again.
type Schedule interface {
	// Move changes the time between two runs, whole minutes from one to 1,440. After an error nobody knows whether it did:
	// move it again. Moving it to where it is does nothing.
	Move(ctx context.Context, interval time.Duration) error
}
