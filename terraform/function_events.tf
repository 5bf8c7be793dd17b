# Events: what became of an event, its log.

module "events" {
  source = "./modules/function"

  platform    = local.platform
  name        = "events"
  entry_point = "Events"
  description = "Gives the log of an event"

  concurrency     = 4
  memory_mib      = 512
  max_instances   = 3
  timeout_seconds = 60

  # It reads only.
  roles   = { "roles/datastore.viewer" = local.this_database }
  callers = local.callers
}

output "events_url" {
  description = "URL of Events."
  value       = module.events.url
}
