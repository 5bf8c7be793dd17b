package edge

import (
	"encoding/base64"
	"errors"
	"strings"
)

// SignIn is what the console has to know of signing people in. What is wrong with it is found where it is used.
type SignIn struct {
	// Address is that of the console: https://console-….run.app. CONSOLE_ADDRESS
	Address string
	// Key seals cookies: 32 bytes. COOKIE_KEY, in base64
	Key []byte
	// GoogleClient and GoogleSecret are what Google knows the console by; empty: nobody signs in with Google.
	// GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET
	GoogleClient, GoogleSecret string
	// Issuer is another issuer of OpenID Connect, which vouches for addresses of its domains; empty: none. ISSUER_URL
	Issuer string
	// IssuerName is what people call it. ISSUER_NAME
	IssuerName string
	// IssuerClient and IssuerSecret are what it knows the console by. ISSUER_CLIENT_ID, ISSUER_CLIENT_SECRET
	IssuerClient, IssuerSecret string
	// IssuerDomains are those that it vouches for. ISSUER_DOMAINS, by commas
	IssuerDomains []string
}

func readSignIn(getenv func(string) string) SignIn {
	s := SignIn{
		Address:      strings.TrimSuffix(getenv("CONSOLE_ADDRESS"), "/"),
		GoogleClient: getenv("GOOGLE_CLIENT_ID"), GoogleSecret: strings.TrimSpace(getenv("GOOGLE_CLIENT_SECRET")),
		Issuer: getenv("ISSUER_URL"), IssuerName: getenv("ISSUER_NAME"), IssuerClient: getenv("ISSUER_CLIENT_ID"),
		IssuerSecret: strings.TrimSpace(getenv("ISSUER_CLIENT_SECRET")), IssuerDomains: list(getenv("ISSUER_DOMAINS")),
	}
	if text := strings.TrimSpace(getenv("COOKIE_KEY")); text != "" {
		key, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			key = []byte(text) // of a length that is refused
		}
		s.Key = key
	}
	return s
}

// problems are those of a console that signs people in itself.
func (s SignIn) problems() (errs []error) {
	for _, variable := range []struct {
		missing bool
		name    string
	}{
		{s.Address == "", "CONSOLE_ADDRESS is not set"},
		{len(s.Key) != 32, "COOKIE_KEY is not 32 bytes in base64"},
		{s.GoogleClient == "" && s.Issuer == "", "GOOGLE_CLIENT_ID or ISSUER_URL is to be set"},
		{(s.GoogleClient == "") != (s.GoogleSecret == ""), "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET belong together"},
		{s.Issuer != "" && (s.IssuerClient == "" || s.IssuerSecret == "" || len(s.IssuerDomains) == 0 || s.IssuerName == ""),
			"ISSUER_URL takes ISSUER_NAME, ISSUER_CLIENT_ID, ISSUER_CLIENT_SECRET, ISSUER_DOMAINS"},
	} {
		if variable.missing {
			errs = append(errs, errors.New(variable.name))
		}
	}
	return errs
}
