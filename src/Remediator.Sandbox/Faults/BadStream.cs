using System.Text;
using Microsoft.AspNetCore.Http;

namespace Remediator.Sandbox.Faults;

/// <summary>An answer that arrives slowly, or not to its end.</summary>
internal static class BadStream
{
    private const int BytesASecond = 1 << 20, PiecesASecond = 16;

    public static async Task WriteAsync(HttpContext context, string body, FaultKind fault, TimeProvider clock)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        if (fault == FaultKind.BrokenOff)
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }
        foreach (var piece in bytes.Chunk(BytesASecond / PiecesASecond))
        {
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds(1.0 / PiecesASecond), clock, context.RequestAborted);
        }
    }
}
