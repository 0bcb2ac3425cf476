using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Nights are held: this one hid what had to be hidden, and published nothing else.</summary>
internal sealed class HeldException(int generation, DateTime since, string reason)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"Nights are held since {TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(since, DateTimeKind.Utc), Instant.Norway):d MMMM yyyy HH:mm}, when generation {generation} was made by a rollback: {reason}. Nothing was published but what protects persons; `release` lets nights publish again."));
