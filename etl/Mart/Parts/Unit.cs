namespace PersonEtl.Etl.Mart;

/// <summary>A basic statistical unit with the district it lies in and the one that serves it, as they were from a day to before another.</summary>
internal sealed record Unit(
    Utf8Text Number,
    Utf8Text Name,
    Utf8Text MunicipalityNumber,
    District? Geographical,
    District? ServiceProviding,
    DateOnly? ValidFrom,
    DateOnly? ValidTo) : IVersion;
