namespace PersonEtl.Etl.World;

/// <summary>How far a reform on a 1 January has come in the registers.</summary>
internal enum ReformStage
{
    /// <summary>The evening before: old numbers everywhere, though KLASS announces the new ones.</summary>
    Before,

    /// <summary>The day itself: KLASS has switched, half of FREG's current rows are rewritten, Matrikkelen's file is of the day before.</summary>
    Half,

    /// <summary>A week later: all is rewritten, and Matrikkelen's file is new.</summary>
    After,
}
