namespace PersonEtl.Etl.Sources;

/// <summary>
/// Where a test reaches in between two steps of a night: it is given what one hands to the next and says what arrives.
/// Nights have <see cref="None"/>, which hands everything on.
/// </summary>
internal sealed class Seam(Func<string, object, object>? between)
{
    public static readonly Seam None = new(between: null);

    /// <summary>What arrives at <paramref name="to"/>.</summary>
    public T Pass<T>(string to, T handed)
        where T : class
        => between is null ? handed : (T)between(to, handed);
}
