# What is not to be kept of what Google logs by itself.

# The secret in the address of a feed is all that it takes to read somebody's appointments. Cloud Run logs addresses.
resource "google_logging_project_exclusion" "feeds" {
  project     = local.project
  name        = "kursbuch-feeds"
  description = "Requests of calendar feeds, whose addresses hold a key"
  filter      = "log_id(\"run.googleapis.com/requests\") AND httpRequest.requestUrl=~\"/feed\""
}
