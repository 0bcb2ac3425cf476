namespace PersonEtl.Etl.World.People;

/// <summary>One version of a person's marital status, as FREG will write it.</summary>
internal sealed record MaritalRow(
    string Status,
    DateOnly? Date,
    Moment Registered,
    string Source,
    string? Reason,
    string? Authority = null,
    string? Municipality = null,
    string? Place = null,
    string? Abroad = null,
    string? Spouse = null);
