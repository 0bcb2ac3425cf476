namespace PersonEtl.Etl.World.Places;

/// <summary>
/// A street and the range of its addresses. <paramref name="FormerCode"/> is its code before the last reform, which may be another
/// street's code today; 0 when it never had another.
/// </summary>
internal sealed record Street(Municipality Municipality, string Name, int Code, int FormerCode, int First, int Count, bool CrossesUnits);
