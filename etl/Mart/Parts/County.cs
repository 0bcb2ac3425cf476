namespace PersonEtl.Etl.Mart;

/// <summary>A county as it was from a day to before another.</summary>
internal sealed record County(Utf8Text Number, Utf8Text Name, DateOnly? ValidFrom, DateOnly? ValidTo) : IVersion;
