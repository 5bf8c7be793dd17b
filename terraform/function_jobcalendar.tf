# JobCalendar: planners keep appointments, persons, resources; people read their own.

module "jobcalendar" {
  source = "./modules/function"

  platform    = local.platform
  name        = "jobcalendar"
  entry_point = "JobCalendar"
  description = "Keeps the job calendar: appointments, persons, resources"

  # A batch of 16 MiB takes some 100 MiB.
  concurrency     = 4
  memory_mib      = 1024
  max_instances   = 3
  timeout_seconds = 60

  roles   = { "roles/datastore.user" = local.this_database }
  callers = local.callers

  environment = var.feed_address == "" ? {} : { FEED_ADDRESS = var.feed_address }
}

output "jobcalendar_url" {
  description = "URL of JobCalendar."
  value       = module.jobcalendar.url
}
