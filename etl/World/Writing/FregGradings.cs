using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.World.Writing;

/// <summary>How the register writes a grading.</summary>
internal static class FregGradings
{
    public static string Text(this Grading grading) => grading switch
    {
        Grading.Unclassified => "ugradert",
        Grading.ClientAddress => "klientadresse",
        Grading.Confidential => "fortrolig",
        Grading.StrictlyConfidential => "strengtFortrolig",
        _ => throw new ArgumentOutOfRangeException(nameof(grading)),
    };
}
