package console

import (
	"context"
	"errors"
	"net/http"
	"time"

	"kursbuch.internal/functions/console/signin"
	"kursbuch.internal/functions/edge"
	"kursbuch.internal/shared/access/login"
	"kursbuch.internal/shared/gcp/uploads"
)

func init() { edge.Pages("Console", build) }

func build(c edge.Config) (http.Handler, error) {
	if c.Bucket == "" {
		return nil, errors.New("IMPORT_BUCKET is not set")
	}
	store, err := c.Store()
	if err != nil {
		return nil, err
	}
	door, err := openDoor(c, store.Logins())
	if err != nil {
		return nil, err
	}
	tray, err := uploads.OpenTray(context.Background(), c.Bucket)
	if err != nil {
		return nil, err
	}
	return New(Deps{Door: door, Store: store, Sync: store.Sync(), Uploads: tray, Bucket: c.Bucket, Now: time.Now})
}

// openDoor is the way in that the deployment has.
func openDoor(c edge.Config, logins login.Store) (Door, error) {
	if c.IAPAudience != "" {
		parts, err := c.Parts()
		return signin.Proxy{Caller: parts.Caller}, err
	}
	config := signin.Config{Address: c.SignIn.Address, Key: c.SignIn.Key, Admins: c.Admins, Planners: c.Planners}
	if s := c.SignIn; s.GoogleClient != "" {
		config.Issuers = append(config.Issuers, signin.Issuer{URL: signin.Google, Name: "Google", Client: s.GoogleClient,
			Secret: s.GoogleSecret})
	}
	if s := c.SignIn; s.Issuer != "" {
		config.Issuers = append(config.Issuers, signin.Issuer{URL: s.Issuer, Name: s.IssuerName, Client: s.IssuerClient,
			Secret: s.IssuerSecret, Domains: s.IssuerDomains})
	}
	return signin.Open(config, logins, time.Now)
}
