using System.Globalization;

namespace PersonEtl.Etl.Publish;

/// <summary>Another run holds the lease.</summary>
internal sealed class AlreadyRunningException(string? holder, DateTime? until)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"Another run is under way on this database: {holder ?? "one that is about to begin or to end"}{(until is { } at ? $", which holds the lease until {at:yyyy-MM-dd HH:mm:ss}Z and renews it while it lives" : "")}. This one did nothing; run again when it is done. `status` shows it."));
