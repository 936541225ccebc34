import type { Text } from "../text/index.ts";
import type { CountUnit, ServiceTier, TokenUnit } from "./rate-card.ts";

/** What a price is for, as price tables call it: tokens per million, everything else per piece. */
export const UNIT_TEXTS: Record<TokenUnit | CountUnit, Text> = {
  input: { en: "Input", zh: "输入" },
  cachedInput: { en: "Cache read", zh: "缓存读取" },
  cacheCreation: { en: "Cache write", zh: "缓存写入" },
  cacheCreationLong: { en: "Cache write, one hour", zh: "缓存写入（1 小时）" },
  output: { en: "Output", zh: "输出" },
  reasoning: { en: "Reasoning", zh: "推理" },
  audioInput: { en: "Audio input", zh: "音频输入" },
  audioOutput: { en: "Audio output", zh: "音频输出" },
  cachedAudioInput: { en: "Audio cache read", zh: "音频缓存读取" },
  cacheCreationAudio: { en: "Audio cache write", zh: "音频缓存写入" },
  imageInput: { en: "Image input", zh: "图像输入" },
  imageOutput: { en: "Image output", zh: "图像输出" },
  cachedImageInput: { en: "Image cache read", zh: "图像缓存读取" },
  videoInput: { en: "Video input", zh: "视频输入" },
  videoOutput: { en: "Video output", zh: "视频输出" },
  inputImage: { en: "Image read", zh: "输入图像（每张）" },
  outputImage: { en: "Image made", zh: "生成图像（每张）" },
  inputSecond: { en: "Second of input", zh: "输入（每秒）" },
  outputSecond: { en: "Second of output", zh: "输出（每秒）" },
  inputAudioSecond: { en: "Second of audio input", zh: "音频输入（每秒）" },
  inputVideoSecond: { en: "Second of video input", zh: "视频输入（每秒）" },
  outputVideoSecond: { en: "Second of video output", zh: "视频输出（每秒）" },
  inputCharacter: { en: "Character of input", zh: "输入（每字符）" },
  outputCharacter: { en: "Character of output", zh: "输出（每字符）" },
  inputPixel: { en: "Pixel of input", zh: "输入（每像素）" },
  outputPixel: { en: "Pixel of output", zh: "输出（每像素）" },
  inputQuery: { en: "Query", zh: "查询（每次）" },
  inputRequest: { en: "Request", zh: "请求（每次）" },
  page: { en: "Page read", zh: "页面识别（每页）" },
  annotatedPage: { en: "Page annotated", zh: "页面标注（每页）" },
  codeInterpreterSession: { en: "Code interpreter session", zh: "代码解释器（每会话）" },
  webSearchLow: { en: "Web search, small context", zh: "联网搜索（小上下文）" },
  webSearchMedium: { en: "Web search, medium context", zh: "联网搜索（中上下文）" },
  webSearchHigh: { en: "Web search, large context", zh: "联网搜索（大上下文）" },
};

/** What a service tier is called. */
export const SERVICE_TIER_TEXTS: Record<ServiceTier, Text> = {
  standard: { en: "Standard", zh: "标准" },
  batch: { en: "Batch", zh: "批处理" },
  priority: { en: "Priority", zh: "优先" },
  flex: { en: "Flex", zh: "弹性" },
};
