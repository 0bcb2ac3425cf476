using System.Globalization;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Verify;

/// <summary>Every check of sql/checks holds of everybody, not only of those whom the last run changed.</summary>
internal sealed class CheckProof : IProof
{
    public string Name => "checks";

    public async Task<ProofResult> RunAsync(Verified of, CancellationToken cancellationToken)
    {
        var results = await Checks.RunAsync(of.Connection, CheckReach.Everybody, cancellationToken);
        var findings = results.Where(r => r.WrongRows > 0 && r.Check.Severity == CheckSeverity.Stop)
            .Select(r => new Finding($"sql/checks/{r.Check.Name}.sql", null, string.Create(CultureInfo.InvariantCulture, $"{r.WrongRows} wrong rows. What must hold: {r.Check.MustHold}"))).ToList();
        var warnings = string.Concat(Checks.Warnings(results).Select(w => " To know: " + w));
        return new(string.Create(CultureInfo.InvariantCulture, $"{results.Count} checks of everybody.{warnings}"), findings);
    }
}
