namespace PersonEtl.Etl.World.People;

/// <summary>How the register writes a grading.</summary>
internal static class Gradings
{
    public static string Text(this Grading grading) => grading switch
    {
        Grading.Unclassified => "ugradert",
        Grading.Client => "klientadresse",
        Grading.Confidential => "fortrolig",
        Grading.StrictlyConfidential => "strengtFortrolig",
        _ => throw new ArgumentOutOfRangeException(nameof(grading)),
    };
}
