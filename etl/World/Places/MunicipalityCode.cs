namespace PersonEtl.Etl.World.Places;

/// <summary>A municipality number under one name; the end is exclusive, null while in use.</summary>
internal sealed record MunicipalityCode(string Code, string Name, DateOnly From, DateOnly? To)
{
    public bool IsValidOn(DateOnly date) => From <= date && (To is null || date < To);
}
