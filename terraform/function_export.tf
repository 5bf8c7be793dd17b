# Export: an event as a partial export, or the JSON Schema of imports for it.

module "export" {
  source = "./modules/function"

  platform    = local.platform
  name        = "export"
  entry_point = "Export"
  description = "Gives an event as a partial export, or the JSON Schema of its imports"

  concurrency     = 4
  memory_mib      = 2048 # an event of 50,000 registrations, see the README
  max_instances   = 3
  timeout_seconds = 60

  # It reads only.
  roles   = { "roles/datastore.viewer" = local.this_database }
  callers = local.callers
}

output "export_url" {
  description = "URL of Export."
  value       = module.export.url
}
