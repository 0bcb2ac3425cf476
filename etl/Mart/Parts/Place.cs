namespace PersonEtl.Etl.Mart;

/// <summary>A municipality number of FREG with the names and the county that KLASS gives it at the row's own date.</summary>
internal struct Place
{
    public Utf8Text MunicipalityNumber { get; set; }
    public Utf8Text MunicipalityName { get; set; }
    public Utf8Text CountyNumber { get; set; }
    public Utf8Text CountyName { get; set; }

    /// <summary>Where the place lies on the as-of date; absent when changes don't lead to one municipality.</summary>
    public Utf8Text MunicipalityNumberToday { get; private set; }
    public Utf8Text MunicipalityNameToday { get; private set; }

    /// <summary>Which step of the resolution answered, or why none did.</summary>
    public CodeResolution CodeResolution { get; set; }

    /// <summary>Whether the code is current, ended, future or unknown on the as-of date.</summary>
    public CodeState CodeState { get; set; }

    public void LiesToday(Municipality municipality)
    {
        MunicipalityNumberToday = municipality.Number;
        MunicipalityNameToday = municipality.Name;
    }
}
