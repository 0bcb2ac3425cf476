namespace PersonEtl.Etl.Run;

/// <summary>A row that names a municipality.</summary>
internal interface IPlaced
{
    string? MunicipalityNumber { get; }
    string? MunicipalityName { get; }
    string? CountyName { get; }
    string? CodeResolution { get; }
    string? CodeState { get; }
    string? MunicipalityNumberToday { get; }
    string? MunicipalityNameToday { get; }
}
