# Events: what people run events by, from their creation to their log.

module "events" {
  source = "./modules/function"

  platform    = local.platform
  name        = "events"
  entry_point = "Events"
  description = "Runs events: creates them, says who may do what, gives their log"

  # A new event may come in 30 MiB, and has to be in memory as a whole.
  concurrency     = 1
  memory_mib      = 2048
  max_instances   = 3
  timeout_seconds = 300

  environment = { UPLOADERS = local.uploaders }

  roles   = { "roles/datastore.user" = local.this_database }
  callers = local.callers
}

output "events_url" {
  description = "URL of Events."
  value       = module.events.url
}
