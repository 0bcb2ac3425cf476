namespace PersonEtl.Etl.Publish;

/// <summary>Another run holds the right to publish.</summary>
internal sealed class AlreadyRunningException() : Exception("Another run is under way on this database; `status` shows it. This one did nothing.");
