namespace PersonEtl.Etl.Mart;

/// <summary>An urban district as it was from a day to before another.</summary>
internal sealed record District(Utf8Text Code, Utf8Text Name, DateOnly? ValidFrom, DateOnly? ValidTo) : IVersion;
